import type { FastifyRequest } from 'fastify';
import { storable } from '../contracts/common.contract.ts';
import { ImportUploadFields } from '../contracts/imports.contract.ts';
import { AppError } from '../kernel/errors.ts';
import { zodFields } from '../plugins/errors.ts';

/** The parser of multipart bodies throws plain errors for a body that is cut short or has no boundary. */
async function parsing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error && !('statusCode' in error)) throw new AppError('BAD_REQUEST', { cause: error });
    throw error;
  }
}

/**
 * The file of a multipart form in whole, with the fields that stood before it.
 * @throws AppError UNSUPPORTED_MEDIA, BAD_REQUEST, VALIDATION_FAILED that names the field; PAYLOAD_TOO_LARGE by the parser
 */
export async function readUpload(request: FastifyRequest) {
  if (!request.isMultipart()) throw new AppError('UNSUPPORTED_MEDIA');
  const file = await parsing(() => request.file());
  if (!file) throw new AppError('VALIDATION_FAILED', { fields: [{ path: 'file', code: 'required' }] });
  const bytes = await parsing(() => file.toBuffer());
  const raw = Object.fromEntries(
    Object.entries(file.fields).flatMap(([name, part]) =>
      part && 'value' in part ? [[name, part.value === '' ? undefined : part.value]] : [],
    ),
  );
  const fields = ImportUploadFields.safeParse(raw);
  if (!fields.success) throw new AppError('VALIDATION_FAILED', { fields: zodFields(fields.error) });
  const { target, sender, defaultOrganisationId = null } = fields.data;
  return { bytes, fileName: storable(file.filename ?? ''), target, sender, defaultOrganisationId };
}

import type { FastifyRequest } from 'fastify';
import { storable } from '../contracts/common.contract.ts';
import { ImportUploadFields } from '../contracts/imports.contract.ts';
import { AppError } from '../kernel/errors.ts';
import { localeOf, zodFields } from '../plugins/errors.ts';

const TOO_LARGE = {
  zh: '文件超过 25 MB，请删除图片等附加内容或拆分后再上传',
  en: 'The file is larger than 25 MB; remove pictures and the like, or split it',
};
/** Marks that turn the direction of text, so that a name shows another ending than it has. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

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
 * @throws AppError UNSUPPORTED_MEDIA, BAD_REQUEST, PAYLOAD_TOO_LARGE, VALIDATION_FAILED that names the field
 */
export async function readUpload(request: FastifyRequest) {
  if (!request.isMultipart()) throw new AppError('UNSUPPORTED_MEDIA');
  const file = await parsing(() => request.file());
  if (!file) throw new AppError('VALIDATION_FAILED', { fields: [{ path: 'file', code: 'required' }] });
  const tooLarge = () =>
    new AppError('PAYLOAD_TOO_LARGE', {
      detail: TOO_LARGE,
      fields: [{ path: 'file', code: 'file_too_large', message: TOO_LARGE[localeOf(request)] }],
    });
  const bytes = await parsing(() => file.toBuffer()).catch((error: { code?: string }) => {
    throw error.code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge() : error;
  });
  // The parser notices a cut only when another piece follows it: without one, the first 25 MB would pass for the file.
  if (file.file.truncated) throw tooLarge();
  const raw = Object.fromEntries(
    Object.entries(file.fields).flatMap(([name, part]) =>
      part && 'value' in part ? [[name, part.value === '' ? undefined : part.value]] : [],
    ),
  );
  const fields = ImportUploadFields.safeParse(raw);
  if (!fields.success) throw new AppError('VALIDATION_FAILED', { fields: zodFields(fields.error) });
  const { target, sender, defaultOrganisationId = null } = fields.data;
  return {
    bytes,
    fileName: storable(file.filename ?? '').replace(DIRECTION_MARKS, '') || '未命名',
    target,
    sender,
    defaultOrganisationId,
  };
}

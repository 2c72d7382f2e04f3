import { z } from 'zod';
import { CursorQuery, Id, IdParams } from '../contracts/common.contract.ts';
import {
  ImportBatchPage,
  ImportBatchView,
  ImportBulkDecision,
  ImportCommit,
  ImportMappingInput,
  ImportMappingQuery,
  ImportMappingView,
  ImportPreview,
  ImportRollback,
  ImportRowPage,
  ImportRowQuery,
  ImportRowUpdate,
  ImportRowView,
  ImportUploadForm,
} from '../contracts/imports.contract.ts';
import { decodeCursor } from '../kernel/page.ts';
import { requireUser } from '../plugins/auth.ts';
import { localeOf } from '../plugins/errors.ts';
import { readUpload } from './read-upload.ts';
import { type Api, problems } from './route.ts';

export async function importRoutes(app: Api): Promise<void> {
  const { imports, organisations } = app.services;
  const tags = ['批量导入'];

  app.get(
    '/imports',
    {
      schema: { tags, summary: '导入批次', querystring: CursorQuery, response: { 200: ImportBatchPage, ...problems } },
      onRequest: requireUser,
    },
    (request) => imports.list(request.actor, request.query, localeOf(request)),
  );
  app.post(
    '/imports',
    {
      schema: {
        tags,
        summary: '上传清单（各字段在前，file 在后）',
        consumes: ['multipart/form-data'],
        response: { 201: ImportBatchView, ...problems },
      },
      onRequest: requireUser,
      bodyLimit: 26 * 1024 * 1024,
      config: { rateLimit: { max: 20 }, form: ImportUploadForm },
    },
    async (request, reply) => {
      const upload = await readUpload(request);
      await organisations.assertActive(upload.defaultOrganisationId, 'defaultOrganisationId');
      return reply.status(201).send(await imports.upload(request.actor, upload, localeOf(request)));
    },
  );
  app.get(
    '/imports/:id',
    {
      schema: { tags, summary: '批次状态与进度', params: IdParams, response: { 200: ImportBatchView, ...problems } },
      onRequest: requireUser,
    },
    (request) => imports.get(request.actor, request.params.id, localeOf(request)),
  );
  app.get(
    '/imports/:id/mapping',
    {
      schema: {
        tags,
        summary: '列映射；带 sheetName 时预览该工作表的建议映射与前几行',
        params: IdParams,
        querystring: ImportMappingQuery,
        response: { 200: ImportMappingView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => imports.mapping(request.actor, request.params.id, request.query, localeOf(request)),
  );
  app.put(
    '/imports/:id/mapping',
    {
      schema: {
        tags,
        summary: '确定列映射并开始解析',
        params: IdParams,
        body: ImportMappingInput,
        response: { 200: ImportBatchView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request) => {
      await organisations.assertActive(request.body.defaultOrganisationId, 'defaultOrganisationId');
      return imports.map(request.actor, request.params.id, request.body, localeOf(request));
    },
  );
  app.get(
    '/imports/:id/rows',
    {
      schema: {
        tags,
        summary: '逐行核对',
        params: IdParams,
        querystring: ImportRowQuery,
        response: { 200: ImportRowPage, ...problems },
      },
      onRequest: requireUser,
    },
    async (request) => {
      // Rows go by their number; a cursor of another list has none.
      decodeCursor(request.query.cursor, 'number');
      return imports.rows(request.actor, request.params.id, request.query, localeOf(request));
    },
  );
  app.patch(
    '/imports/:id/rows/:rowId',
    {
      schema: {
        tags,
        summary: '修改或确认一行',
        params: z.object({ id: Id, rowId: Id }),
        body: ImportRowUpdate,
        response: { 200: ImportRowView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) =>
      imports.updateRow(request.actor, request.params.id, request.params.rowId, request.body, localeOf(request)),
  );
  app.get(
    '/imports/:id/preview',
    {
      schema: { tags, summary: '入库预览', params: IdParams, response: { 200: ImportPreview, ...problems } },
      onRequest: requireUser,
    },
    (request) => imports.preview(request.actor, request.params.id, localeOf(request)),
  );
  app.post(
    '/imports/:id/bulk',
    {
      schema: {
        tags,
        summary: '批量处理',
        params: IdParams,
        body: ImportBulkDecision,
        response: { 200: ImportBatchView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => imports.bulk(request.actor, request.params.id, request.body, localeOf(request)),
  );
  app.post(
    '/imports/:id/commit',
    {
      schema: {
        tags,
        summary: '提交可入库的行',
        params: IdParams,
        body: ImportCommit,
        response: { 202: ImportBatchView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) =>
      reply.status(202).send(await imports.commit(request.actor, request.params.id, request.body, localeOf(request))),
  );
  app.post(
    '/imports/:id/rollback',
    {
      schema: {
        tags,
        summary: '整批撤回（30天内）',
        params: IdParams,
        body: ImportRollback,
        response: { 202: ImportBatchView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) =>
      reply.status(202).send(await imports.rollback(request.actor, request.params.id, request.body, localeOf(request))),
  );
}

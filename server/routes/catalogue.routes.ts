import {
  PublicOverview,
  SearchParams,
  SearchResponse,
  SuggestParams,
  SuggestResponse,
} from '../contracts/search.contract.ts';
import { searchJson } from '../modules/catalogue/index.ts';
import { type Api, NO_DATABASE, problems } from './route.ts';

export async function catalogueRoutes(app: Api): Promise<void> {
  const { catalogue } = app.services;
  const tags = ['检索'];
  app.get(
    '/search',
    {
      config: NO_DATABASE,
      schema: {
        tags,
        summary: '检索成果、需求与单位',
        querystring: SearchParams,
        response: { 200: SearchResponse, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await catalogue.search(request.actor, request.query);
      // Written here, so that the contract's own check of every field is not paid for again.
      return reply.type('application/json; charset=utf-8').send(searchJson(answer) as never);
    },
  );
  app.get(
    '/search/suggest',
    {
      config: NO_DATABASE,
      schema: {
        tags,
        summary: '输入提示',
        querystring: SuggestParams,
        response: { 200: SuggestResponse, ...problems },
      },
    },
    (request) => catalogue.suggest(request.actor, request.query),
  );
  app.get(
    '/public/overview',
    { schema: { tags, summary: '首页数字与最新内容', response: { 200: PublicOverview, ...problems } } },
    () => catalogue.overview(),
  );
}

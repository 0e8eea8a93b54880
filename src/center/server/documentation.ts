// The API document and its page at /docs, with assets that came with the packages: nothing is fetched from elsewhere.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import swagger, { type StaticDocumentSpec } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

type ApiDocument = StaticDocumentSpec['document'];

/** Beside the bundle in dist/, or three up from here. */
function readDocument(): ApiDocument {
  const found = ['../docs/api/openapi.json', '../../../docs/api/openapi.json']
    .map((path) => join(import.meta.dirname, path))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no docs/api/openapi.json near ${import.meta.dirname}`);
  return JSON.parse(readFileSync(found, 'utf8')) as ApiDocument;
}

/** GET /docs shows the document, GET /docs/json is it. */
export async function documentAt(app: FastifyInstance): Promise<void> {
  await app.register(swagger, { mode: 'static', specification: { document: readDocument() } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, validatorUrl: null },
  });
}

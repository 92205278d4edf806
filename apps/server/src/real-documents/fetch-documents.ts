import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A published document: the package that contains it, and its path inside. */
export interface PublishedDocument {
  archive: string
  path: string
}

const github = 'package/generated/api.github.com.json'

/** Documents that their makers publish as packages, by the connector that they make. */
export const publishedDocuments: Readonly<Record<string, readonly PublishedDocument[]>> = {
  GitHub: [
    { archive: '@octokit/openapi@23.0.2', path: github },
    { archive: '@octokit/openapi-webhooks@12.1.0', path: github }
  ],
  Directus: [{ archive: '@directus/specs@15.2.0', path: 'package/dist/openapi.json' }],
  Blockfrost: [{ archive: '@blockfrost/openapi@0.1.93', path: 'package/openapi.yaml' }],
  'Ideal Postcodes': [{ archive: '@ideal-postcodes/openapi@4.21.0', path: 'package/dist/openapi.yaml' }],
  rclone: [{ archive: 'rclone-openapi@1.75.0', path: 'package/openapi.json' }]
}

/** Fetches a document with `npm pack` into a folder and returns its path. Packages are not installed, and nothing of them is run. */
export const fetchDocument = (folder: string, { archive, path }: PublishedDocument): string => {
  const own = join(folder, archive.replace(/[^a-z0-9]+/gi, '-'))
  mkdirSync(own)
  const [file = ''] = execFileSync('npm', ['pack', archive, '--silent', '--ignore-scripts'], {
    cwd: own,
    encoding: 'utf8'
  }).split('\n')
  execFileSync('tar', ['-xzf', file, path], { cwd: own })
  return join(own, path)
}

/** A service in OpenAPI 2.0, written for the test, with operations for subscriptions. */
export const swaggerDocument = `
swagger: '2.0'
info: { title: Parcels, version: '1' }
host: parcels.example
basePath: /api
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Parcel-Key }
paths:
  /parcels:
    get:
      summary: List parcels
      parameters: [{ name: limit, in: query, type: integer }]
      responses: { 200: { description: ok, schema: { type: array, items: { $ref: '#/definitions/Parcel' } } } }
    post:
      summary: Add a parcel
      parameters: [{ name: parcel, in: body, required: true, schema: { $ref: '#/definitions/Parcel' } }]
      responses: { 201: { description: made, schema: { $ref: '#/definitions/Parcel' } } }
  /parcels/{id}:
    get:
      summary: Get a parcel
      parameters: [{ name: id, in: path, required: true, type: string }]
      responses: { 200: { description: ok, schema: { $ref: '#/definitions/Parcel' } } }
definitions:
  Parcel:
    type: object
    required: [weight]
    properties:
      id: { type: string, readOnly: true }
      weight: { type: number }
      contains: { type: array, items: { $ref: '#/definitions/Parcel' } }
`

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Document in an npm package. */
interface PackedDocument {
  /** Package with its version. */
  archive: string
  /** Path of the document inside the package. */
  path: string
}

const github = 'package/generated/api.github.com.json'

/** Documents that their makers publish as npm packages, by the connector that they define. */
const packed: Readonly<Record<string, readonly PackedDocument[]>> = {
  GitHub: [
    { archive: '@octokit/openapi@23.0.2', path: github },
    { archive: '@octokit/openapi-webhooks@12.1.0', path: github }
  ],
  Directus: [{ archive: '@directus/specs@15.2.0', path: 'package/dist/openapi.json' }],
  Blockfrost: [{ archive: '@blockfrost/openapi@0.1.93', path: 'package/openapi.yaml' }],
  'Ideal Postcodes': [{ archive: '@ideal-postcodes/openapi@4.21.0', path: 'package/dist/openapi.yaml' }],
  rclone: [{ archive: 'rclone-openapi@1.75.0', path: 'package/openapi.json' }]
}

/** Test service in OpenAPI 2.0, with operations on parcels. */
const swagger = `
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

/**
 * Fetches a document with `npm pack` into a folder, unless it exists there, and returns its path. The package
 * is not installed, and none of its code is run.
 */
const fetchDocument = (folder: string, { archive, path }: PackedDocument): string => {
  const own = join(folder, archive.replace(/[^a-z0-9]+/gi, '-'))
  const document = join(own, path)
  if (existsSync(document)) return document
  mkdirSync(own, { recursive: true })
  const [file = ''] = execFileSync('npm', ['pack', archive, '--silent', '--ignore-scripts'], {
    cwd: own,
    encoding: 'utf8'
  }).split('\n')
  execFileSync('tar', ['-xzf', file, path], { cwd: own })
  return document
}

/**
 * Fetches the published OpenAPI documents into a folder, and writes a document in OpenAPI 2.0 there. Returns
 * the paths of the documents, by the name of the connector that they define.
 */
export const fetchDocuments = (folder: string): Record<string, string[]> => {
  const parcels = join(folder, 'parcels.yaml')
  writeFileSync(parcels, swagger)
  const published = Object.entries(packed).map(([name, documents]) => [
    name,
    documents.map(document => fetchDocument(folder, document))
  ])
  return { ...Object.fromEntries(published), Parcels: [parcels] }
}

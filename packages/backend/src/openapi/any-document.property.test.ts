import { Authentication, Flow } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert, everything, indexed, problemsIn } from './testing/convert.ts'

const name = fc.oneof(
  fc.constantFrom('id', 'url', 'events', 'secret', '__proto__', 'constructor', 'created_at', '+1', '', 'ID'),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 })
)

/**
 * Generator of values with a wrong type for their place in a document. The conversion must not fail because
 * of them.
 */
const rubbish = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string({ maxLength: 5 }),
  fc.array(fc.nat(), { maxLength: 2 })
)

const { schema } = fc.letrec<{ schema: unknown }>(tie => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('string', 'integer', 'number', 'boolean', 'object', 'array', 'null', 'file', 'odd'),
          fc.array(fc.constantFrom('string', 'null', 'object'), { maxLength: 3 })
        ),
        format: fc.constantFrom('date-time', 'uri', 'binary', 'int64'),
        enum: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 }),
        default: rubbish,
        readOnly: fc.boolean(),
        writeOnly: fc.boolean()
      },
      { requiredKeys: [] }
    ),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 5 }),
        required: fc.array(name, { maxLength: 3 })
      },
      { requiredKeys: ['properties'] }
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ allOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.constantFrom(
      { $ref: '#/components/schemas/a' },
      { $ref: '#/components/schemas/b' },
      { $ref: '#/definitions/a' },
      { $ref: 'https://elsewhere.example/schema.json' },
      { $ref: '#/nothing' }
    ),
    rubbish
  )
}))

const parameter = fc.record(
  {
    name,
    in: fc.constantFrom('query', 'path', 'header', 'cookie', 'body', 'formData', 'odd'),
    required: fc.boolean(),
    explode: fc.boolean(),
    schema,
    type: fc.constantFrom('string', 'array', 'file'),
    collectionFormat: fc.constantFrom('csv', 'multi')
  },
  { requiredKeys: ['name', 'in'] }
)

const content = fc.dictionary(
  fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'image/png'
  ),
  fc.record({ schema }),
  { maxKeys: 2 }
)

const operation = fc.oneof(
  { arbitrary: rubbish, weight: 1 },
  {
    arbitrary: fc.record(
      {
        summary: fc.string({ maxLength: 30 }),
        operationId: fc.string({ maxLength: 30 }),
        parameters: fc.array(parameter, { maxLength: 4 }),
        requestBody: fc.oneof(rubbish, fc.record({ content, required: fc.boolean() })),
        responses: fc.dictionary(
          fc.constantFrom('200', '201', '204', 'default', '404'),
          fc.record({ content, schema }),
          { maxKeys: 3 }
        ),
        callbacks: fc.dictionary(
          name,
          fc.dictionary(
            fc.constantFrom('{$request.body#/url}', '{$request.body#/config/url}', '{$request.query.url}'),
            fc.record({ post: fc.record({ requestBody: fc.record({ content }) }) }),
            { maxKeys: 1 }
          ),
          { maxKeys: 1 }
        )
      },
      { requiredKeys: [] }
    ),
    weight: 6
  }
)

const item = fc.record(
  { get: operation, post: operation, delete: operation, parameters: fc.array(parameter, { maxLength: 2 }) },
  { requiredKeys: [] }
)

const path = fc.constantFrom(
  '/',
  '/hooks',
  '/hooks/{id}',
  '/teams/{team}/webhooks',
  '/teams/{team}/webhooks/{hook_id}',
  '/a/{constructor}',
  '/{a}{b}',
  'odd'
)

const document = fc
  .record(
    {
      version: fc.constantFrom({ openapi: '3.0.1' }, { openapi: '3.1.0' }, { swagger: '2.0' }),
      info: fc.oneof(rubbish, fc.record({ title: fc.string() })),
      paths: fc.oneof(rubbish, fc.dictionary(path, item, { maxKeys: 6 })),
      webhooks: fc.dictionary(name, item, { maxKeys: 3 }),
      definitions: fc.record({ a: schema }),
      components: fc.record({ schemas: fc.record({ a: schema, b: schema }) }),
      servers: fc.array(
        fc.record({ url: fc.constantFrom('/v1', 'https://a.example', 'https://{x}.example') }),
        {
          maxLength: 2
        }
      )
    },
    { requiredKeys: ['version'] }
  )
  .map(({ version, ...rest }) => ({ ...version, ...rest }))

describe('any document', () => {
  it('becomes flows with the schema of flows and without problems, and never throws', () => {
    fc.assert(
      fc.property(
        document,
        fc.constantFrom('', 'https://a.example/v1', 'https://{x}.b.example'),
        (value, baseUrl) => {
          const documents = indexed(value)
          const conversion = convert(documents, everything(documents, { baseUrl, schemes: ['+bearer'] }))
          for (const { doc } of conversion.flows) expect(Flow.safeParse(doc).error).toBe(undefined)
          expect(Authentication.safeParse(conversion.authentication).error).toBe(undefined)
          expect(problemsIn(conversion)).toEqual([])
        }
      ),
      { numRuns: 150 }
    )
  })
})

import { z } from 'zod'
import { ConnectorFile } from './connector-file.ts'
import { FlowFile } from './flow-file.ts'
import type { Folder } from './folder.ts'
import { TestFile } from './test-file.ts'
import { HelperFlowFile, UserFlowFile } from './user-flow-content.ts'

const schemaText = (title: string, schema: z.ZodType): string =>
  `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }, null, 2)}\n`

let schemas: Folder | null = null

/** Returns JSON Schemas for the files of a connector, used by editors for completion and validation. */
export const editorSchemas = (): Folder => {
  schemas ??= {
    'schema/connector.schema.json': schemaText('Connector', ConnectorFile),
    'schema/flow.schema.json': schemaText('Flow of a connector', FlowFile),
    'schema/test.schema.json': schemaText('Test of a connector', TestFile)
  }
  return schemas
}

let schemasOfFlow: Folder | null = null

/** Returns the JSON Schemas of the files of a user's flow. */
export const editorSchemasOfFlow = (): Folder => {
  schemasOfFlow ??= {
    'schema/flow.schema.json': schemaText('Flow of a user', UserFlowFile),
    'schema/helper.schema.json': schemaText('Helper flow of a user', HelperFlowFile)
  }
  return schemasOfFlow
}

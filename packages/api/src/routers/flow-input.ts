import { CardId, FieldId, Flow, FlowName, Id, methodLimits } from '@hookwright/model'
import { z } from 'zod'

/** Input for saving a whole flow. `baseDraft` is the number of the draft that was edited. */
export const SaveFlow = z.strictObject({
  flowId: Id,
  baseDraft: z.int().positive(),
  name: FlowName.nullable(),
  description: z.string().max(2_000),
  active: z.boolean(),
  saveAll: z.boolean(),
  doc: Flow
})

/** ZIP archive in Base64. Request bodies are limited to 4 MB. */
export const ArchiveText = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'The archive must be sent in Base64.')
  .min(1, 'The archive is empty. Choose a .zip file.')

/** Gzip-compressed file of another product in Base64. Request bodies are limited to 4 MB. */
const ForeignFile = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'The file must be compressed with gzip and sent in Base64.')
  .min(1, 'The file is empty. Choose another one.')

/**
 * File of another product to import. For a recording, `picked` contains the indexes of the requests to
 * import.
 */
export const ForeignInput = z.strictObject({
  file: ForeignFile,
  picked: z.array(z.int().nonnegative()).max(500).nullable().default(null)
})

/** Fingerprint of the state that a preview was made from. */
export const Basis = z.string().max(100)

/**
 * Part of an uploaded document: the index of the document, and the key of an operation, an event or a
 * registration.
 */
const ApiPick = z.strictObject({ document: z.int().nonnegative().max(20), key: z.string().max(2_000) })

/** Uploaded OpenAPI documents, with the parts to import. */
export const OpenApiInput = z.strictObject({
  documents: z.array(Id).min(1).max(10),
  choice: z.strictObject({
    operations: z.array(ApiPick).max(2_000),
    events: z.array(ApiPick).max(2_000),
    registration: ApiPick.nullable(),
    schemes: z.array(z.string().max(200)).max(methodLimits.methods),
    baseUrl: z.string().max(2_000)
  })
})

/** Reference to a flow by id. */
export const FlowRef = z.strictObject({ flowId: Id })

/** Input for running one card without the rest of its flow. `before` contains outputs of earlier cards. */
export const TestCardInput = z.strictObject({
  flowId: Id,
  cardId: CardId,
  inputs: z.record(FieldId, z.json()).default({}),
  before: z.record(CardId, z.record(FieldId, z.json())).default({})
})

/** Input for running a user's draft with these event values. */
export const TrialInput = z.strictObject({
  flowId: Id,
  values: z.record(FieldId, z.json()),
  /** Outputs by card id. In this run, these cards are not run and have these outputs instead. */
  pinned: z.record(CardId, z.record(FieldId, z.json())).default({}),
  /** Last card to run; null for all cards. */
  upTo: CardId.nullable().default(null),
  /** True to send the requests of the flow's cards. */
  sends: z.boolean()
})

/** Test event that a person wrote for their own flow. */
export const TestEventInput = z.strictObject({
  flowId: Id,
  contentType: z.string().min(1).max(200).default('application/json'),
  headers: z
    .array(z.strictObject({ name: z.string().max(200), value: z.string().max(8_000) }))
    .max(50)
    .default([]),
  body: z.string().max(1_048_576)
})

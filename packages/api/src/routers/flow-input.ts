import { CardId, FieldId, Flow, FlowName, Id } from '@hookwright/model'
import { z } from 'zod'

/** Input of a save: the whole document and the number of the draft it is based on. */
export const SaveFlow = z.strictObject({
  flowId: Id,
  baseDraft: z.int().positive(),
  name: FlowName.nullable(),
  description: z.string().max(2_000),
  active: z.boolean(),
  saveAll: z.boolean(),
  doc: Flow
})

/** A ZIP archive in Base64; a request has at most 4 MB. */
export const ArchiveText = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'The archive must be sent in Base64.')
  .min(1, 'The archive is empty. Choose a .zip file.')

/** State that a preview was made from. */
export const Basis = z.string().max(100)

/** A flow by its id. */
export const FlowRef = z.strictObject({ flowId: Id })

/** A card of a flow that is run by itself: with these values of its inputs, behind cards that gave these outputs. */
export const TestCardInput = z.strictObject({
  flowId: Id,
  cardId: CardId,
  inputs: z.record(FieldId, z.json()).default({}),
  before: z.record(CardId, z.record(FieldId, z.json())).default({})
})

/** A run of a user's draft: as if its event had given these values. */
export const TrialInput = z.strictObject({
  flowId: Id,
  values: z.record(FieldId, z.json()),
  /** Outputs of cards that are not run, for this run alone. */
  pinned: z.record(CardId, z.record(FieldId, z.json())).default({}),
  /** Card with which the run ends. */
  upTo: CardId.nullable().default(null),
  /** True to send the requests of its cards. */
  sends: z.boolean()
})

/** An event that somebody wrote for a flow of their own. */
export const TestEventInput = z.strictObject({
  flowId: Id,
  contentType: z.string().min(1).max(200).default('application/json'),
  headers: z
    .array(z.strictObject({ name: z.string().max(200), value: z.string().max(8_000) }))
    .max(50)
    .default([]),
  body: z.string().max(1_048_576)
})

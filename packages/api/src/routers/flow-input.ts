import { Flow, FlowName, Id } from '@hookwright/model'
import { z } from 'zod'

/** What a save sends: the whole document, and the draft that it was drawn from. */
export const SaveFlow = z.strictObject({
  flowId: Id,
  baseDraft: z.int().positive(),
  name: FlowName.nullable(),
  description: z.string().max(2_000),
  active: z.boolean(),
  saveAll: z.boolean(),
  doc: Flow
})

/** A flow by its id. */
export const FlowRef = z.strictObject({ flowId: Id })

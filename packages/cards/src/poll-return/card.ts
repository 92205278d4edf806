import { type CardContext, type CardProblem, defineCard, ports, RECORDS } from '@hookwright/engine'
import { anyValue, Fault, MOST_CURSOR_BYTES, OutputGroups, outputTypeOf } from '@hookwright/model'
import { z } from 'zod'
import { CURSOR, LIST, RECORD, readRecords } from '../return-outputs/records.ts'

const Config = z
  .strictObject({ groups: OutputGroups, runMode: z.literal(true) })
  .refine(
    config => config.groups.length < 2,
    'A polled event has exactly one output group, since all outputs belong to a record. Merge the groups.'
  )
type Config = z.infer<typeof Config>

const reserved = new Set<string>([LIST, CURSOR])

const check = ({ groups: [group] }: Config): CardProblem[] => {
  if (group === undefined) {
    return [{ message: 'A polled event needs an output group. Add one with the fields of a record.' }]
  }
  return group.fields
    .filter(field => reserved.has(field.id))
    .map(field => ({
      field: field.id,
      message: `The output “${field.label}” has an id that is reserved for this card. Delete the output and add it again.`
    }))
}

const recordsIn = (work: CardContext<Config>): unknown[] => {
  const list = work.inputs[LIST]
  // No value is no list: a page of HTML or another shape would otherwise pass for a poll without news.
  if (list === null || list === undefined) throw new Fault('poll.no-list')
  return readRecords(work, 'List of records')
}

const cursorIn = ({ inputs }: CardContext<Config>): unknown => {
  const cursor = inputs[CURSOR] ?? null
  const bytes = new TextEncoder().encode(JSON.stringify(cursor)).byteLength
  if (bytes > MOST_CURSOR_BYTES) throw new Fault('poll.cursor-too-large', { bytes })
  return cursor
}

/** Last card of a Polling Monitor flow. It returns the new records and the next cursor. */
export const pollReturn = defineCard<Config>({
  type: 'poll-return',
  title: 'Return Outputs',
  group: 'Events',
  docs: {
    summary: 'Ends the poll with its new records',
    aliases: ['end', 'result', 'output'],
    help: 'Ends a polling flow. Map the list of new records, the oldest first; if there is nothing new, the list must be empty, not missing. Add outputs and map each from Record. Map New cursor to the value that the next poll needs, such as the time or the id of the newest record; it holds at most 10 KB, and null keeps the previous cursor. Records and cursor are stored together, so no record is lost or repeated.'
  },
  config: Config,
  blank: () => ({ config: { groups: [], runMode: true } }),
  ports: config =>
    ports({
      inputs: [
        { id: LIST, label: 'List of records', type: anyValue, required: true, mayBeNull: true },
        { id: CURSOR, label: 'New cursor', type: anyValue, required: true, mayBeNull: true },
        ...config.groups.flatMap(group =>
          group.fields.map(field => ({
            id: field.id,
            label: field.label,
            type: outputTypeOf(field),
            required: false,
            keepsErrors: true as const,
            group: group.name,
            sees: [RECORD]
          }))
        )
      ],
      inner: [{ id: RECORD, label: 'Record', type: anyValue }]
    }),
  check,
  returns: {
    kinds: ['polling-monitor'],
    // The records are given one by one before a user's flow is run, so that its card unpacks no list.
    signature: config => ({ outputs: config.groups, runMode: false })
  },
  fixed: true,
  /**
   * Returns a record for each item of the list, and the cursor. Throws `poll.no-list`,
   * `poll.cursor-too-large`.
   */
  execute: work => {
    const records = recordsIn(work).map(record => work.slots({ [RECORD]: record }))
    return { kind: 'return', result: { [RECORDS]: records, [CURSOR]: cursorIn(work) } }
  }
})

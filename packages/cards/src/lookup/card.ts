import { defineCard, type FieldsSetting, outputs, ports } from '@hookwright/engine'
import { anyValue, FieldId, one } from '@hookwright/model'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { distinct } from '../kernel/distinct.ts'
import { ItemType, itemTypeSetting } from '../kernel/list-card.ts'

/** Schema of the values to look up, each with the id of the input for its result. */
const LookupCases = z
  .array(
    z.strictObject({
      id: FieldId,
      value: z
        .string()
        .min(1, 'Enter a value for the case.')
        .max(200, 'The value of a case has at most 200 characters. Shorten it.')
    })
  )
  .max(200, 'A card has at most 200 cases. Use another card for the rest.')
  .superRefine(distinct(entry => entry.id, 'Two cases have the same id. Remove one of them.'))
  .superRefine(distinct(entry => entry.value, 'Two cases have the same value. Change one of them.'))

const LookupConfig = z.strictObject({ items: ItemType, cases: LookupCases })
type LookupConfig = z.infer<typeof LookupConfig>

const casesSetting = {
  kind: 'fields',
  key: 'cases',
  noun: 'Case',
  of: 'inputs',
  group: 'Cases',
  named: 'value',
  parts: [],
  fresh: (id, value) => ({ id, value })
} satisfies FieldsSetting

/** Id of the input for the result if no case matches. It contains a dot, so no case can have the same id. */
const OTHERWISE = 'lookup.otherwise'

/** Card that looks up a value in a table and returns its result. */
export const lookup = defineCard<LookupConfig>({
  type: 'lookup',
  title: 'Lookup',
  group: 'Branching',
  docs: {
    summary: 'Picks a value from a table of cases',
    aliases: ['table', 'switch', 'case', 'map', 'dictionary', 'translate', 'enum'],
    help: 'Looks up a value in a table of cases and returns the result of the case with that value. Add a case for each value, and map or enter its result. If no case matches, the card returns the value of Otherwise. Numbers, and texts that hold a number, are compared as numbers, dates as dates, and everything else as text.',
    example: {
      config: {
        items: 'text',
        cases: [
          { id: 'de', value: 'DE' },
          { id: 'us', value: 'US' }
        ]
      },
      inputs: {
        'lookup.value': 'US',
        de: 'Berlin office',
        us: 'Boston office',
        'lookup.otherwise': 'Remote'
      },
      outputs: { output: 'Boston office' }
    }
  },
  config: LookupConfig,
  blank: () => ({ config: { items: 'text', cases: [] } }),
  settings: [{ ...itemTypeSetting, label: 'Result type' }, casesSetting],
  ports: ({ items, cases }) =>
    ports({
      inputs: [
        { id: 'lookup.value', label: 'Value', type: anyValue, required: true, mayBeNull: true },
        ...cases.map(({ id, value }) => ({
          id,
          label: value,
          type: one(items),
          required: false,
          group: 'Cases'
        })),
        { id: OTHERWISE, label: 'Otherwise', type: one(items), required: false, group: 'Cases' }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one(items) }]
    }),
  /** Returns the result of the first case whose value equals the input. */
  execute: ({ config, inputs }) => {
    const found = config.cases.find(({ value }) => holds('equal', inputs['lookup.value'], value))
    return outputs({ output: inputs[found?.id ?? OTHERWISE] ?? null })
  }
})

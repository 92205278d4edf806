import { defineCard, ports } from '@hookwright/engine'
import { anyList, one } from '@hookwright/model'
import { z } from 'zod'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

/** How many items a list has. */
export const listLength = defineCard<Config>({
  type: 'list-length',
  title: 'Length',
  group: 'List',
  help: 'Counts the items of a list. A list that is missing has none.',
  config: Config,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true }],
      outputs: [{ id: 'length', label: 'Length', type: one('number') }]
    }),
  example: { config: {}, inputs: { list: ['a', 'b', 'c'] }, outputs: { length: 3 } },
  deed: () => import('./deed.ts')
})

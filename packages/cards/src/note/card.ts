import { defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'

export const NoteConfig = z.strictObject({
  text: z.string().max(10_000, 'A note has at most 10000 characters; shorten it.')
})
export type NoteConfig = z.infer<typeof NoteConfig>

/** Comment on the canvas. */
export const note = defineCard<NoteConfig>({
  type: 'note',
  title: 'Note',
  group: 'Notes',
  docs: {
    help: 'Holds words for those who read the flow. It takes and gives nothing, and a run passes it by.',
    example: {
      config: { text: 'Acme HR sends each event twice; the second one is dropped.' },
      inputs: {},
      outputs: {}
    }
  },
  config: NoteConfig,
  blank: () => ({ config: { text: '' } }),
  settings: [{ kind: 'text', key: 'text', label: 'Note', lines: 4 }],
  ports: () => ports({}),
  silent: true
})

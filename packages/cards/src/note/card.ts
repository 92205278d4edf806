import { defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'

const NoteConfig = z.strictObject({
  text: z.string().max(10_000, 'A note can have at most 10,000 characters. Shorten it.')
})
type NoteConfig = z.infer<typeof NoteConfig>

/** Card that shows a comment on the canvas. */
export const note = defineCard<NoteConfig>({
  type: 'note',
  title: 'Note',
  group: 'Notes',
  docs: {
    summary: 'Comment for people who read the flow',
    aliases: ['comment', 'log', 'annotation', 'sticky note', 'documentation', 'remark'],
    help: 'Adds a comment for people who read the flow. It has no effect on runs.',
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

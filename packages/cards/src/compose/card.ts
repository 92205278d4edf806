import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

const ComposeConfig = z.strictObject({})
type ComposeConfig = z.infer<typeof ComposeConfig>

/** Card that returns a text that can contain values of earlier cards. */
export const compose = defineCard<ComposeConfig>({
  type: 'compose',
  title: 'Compose',
  group: 'Text',
  docs: {
    summary: 'Text with values of earlier cards',
    aliases: ['template', 'string', 'format', 'interpolate', 'message', 'html', 'email', 'text'],
    help: 'Writes a text that contains values of earlier cards. Type the text and drag values to where they belong. A missing value is left out.',
    example: {
      config: {},
      inputs: { text: 'Dear Ada,\nwelcome to Acme HR.' },
      outputs: { output: 'Dear Ada,\nwelcome to Acme HR.' }
    }
  },
  config: ComposeConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: false, lines: 3 }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  /** Returns the text unchanged, or an empty text if it is missing. */
  execute: work => outputs({ output: work.inputs.text ?? '' })
})

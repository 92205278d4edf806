import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

export const UrlEncodeConfig = z.strictObject({ spaceAsPlus: z.boolean() })
export type UrlEncodeConfig = z.infer<typeof UrlEncodeConfig>

/** Text as one component of a URL. */
export const urlEncode = defineCard<UrlEncodeConfig>({
  type: 'url-encode',
  title: 'URL Encode',
  group: 'Text',
  config: UrlEncodeConfig,
  blank: () => ({ config: { spaceAsPlus: false } }),
  settings: [{ kind: 'switch', key: 'spaceAsPlus', label: 'Space as +' }],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: () => import('./execute.ts')
})

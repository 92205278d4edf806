import {
  type CardDocs,
  type CardExecutor,
  type CardGroup,
  type CardSpec,
  defineCard,
  type Ports,
  ports
} from '@hookwright/engine'
import { z } from 'zod'

const PlainConfig = z.strictObject({})
export type PlainConfig = z.infer<typeof PlainConfig>

/** Returns a card without settings. */
export const plainCard = (params: {
  type: string
  title: string
  group: CardGroup
  ports: Partial<Ports>
  docs: CardDocs
  execute: CardExecutor<PlainConfig>
}): CardSpec =>
  defineCard<PlainConfig>({
    ...params,
    config: PlainConfig,
    blank: () => ({ config: {} }),
    ports: () => ports(params.ports)
  })

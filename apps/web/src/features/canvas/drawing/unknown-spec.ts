import { type CardSpec, defineCard, ports } from '@hookwright/engine'
import { JsonObject } from '@hookwright/model'

/**
 * Returns a placeholder for an unknown card type.
 * With it the card can be seen and deleted.
 */
export const unknownSpec = (type: string): CardSpec =>
  defineCard<JsonObject>({
    type,
    title: type,
    group: 'Flow Control',
    config: JsonObject,
    blank: () => ({ config: {} }),
    ports: () => ports({}),
    silent: true
  })

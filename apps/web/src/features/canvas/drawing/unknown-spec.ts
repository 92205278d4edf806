import { type CardSpec, defineCard, ports } from '@hookwright/engine'
import { JsonObject } from '@hookwright/model'

/** Stands in for the spec of a card type that is not known here, so that the card can be seen and deleted. */
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

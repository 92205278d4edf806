import {
  type CardDocs,
  type CardExecutor,
  type CardSpec,
  defineCard,
  type Ports,
  ports
} from '@hookwright/engine'
import { ItemsConfig, type ItemType, itemTypeSetting } from './item-type.ts'

/** A card of lists of which nothing is set up but the type of the items. */
export const listCard = (given: {
  type: string
  title: string
  /** Type of the items on a new card. */
  items: ItemType
  ports: (items: ItemType) => Partial<Ports>
  docs: CardDocs
  execute: CardExecutor<ItemsConfig>
}): CardSpec =>
  defineCard<ItemsConfig>({
    ...given,
    group: 'List',
    config: ItemsConfig,
    blank: () => ({ config: { items: given.items } }),
    settings: [itemTypeSetting],
    ports: config => ports(given.ports(config.items))
  })

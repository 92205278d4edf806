import {
  type CardDocs,
  type CardExecutor,
  type CardSpec,
  defineCard,
  type Ports,
  ports,
  type Setting
} from '@hookwright/engine'
import { dataKinds, nameOfType, one } from '@hookwright/model'
import { z } from 'zod'

/** The items of a list that came by an input; a missing list has none. */
export const itemsOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : [])

/** Data type of the items of a list. */
export const ItemType = z.enum(dataKinds, 'The type of the items is invalid. Choose it again.')
export type ItemType = z.infer<typeof ItemType>

/** The config of a card of which nothing is set up but the type of the items. */
const ItemsConfig = z.strictObject({ items: ItemType })
type ItemsConfig = z.infer<typeof ItemsConfig>

/** The setting of a card that has to know what the items of its list are; the key is a key of its config. */
export const itemTypeSetting = {
  kind: 'choice',
  key: 'items',
  label: 'Item type',
  choices: dataKinds.map(value => ({ value, label: nameOfType(one(value)) }))
} satisfies Setting

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

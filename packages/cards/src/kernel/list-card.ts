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

/** Returns the items of an input list. A missing list is empty. */
export const itemsOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : [])

/** Schema of the data type of a list's items. */
export const ItemType = z.enum(dataKinds, 'The type of the items is invalid. Choose one from the list.')
export type ItemType = z.infer<typeof ItemType>

/** Config of a card with a single setting: the type of the items. */
const ItemsConfig = z.strictObject({ items: ItemType })
type ItemsConfig = z.infer<typeof ItemsConfig>

/** Setting for the type of a list's items. Its value is stored in the card's config under `key`. */
export const itemTypeSetting = {
  kind: 'choice',
  key: 'items',
  label: 'Item type',
  choices: dataKinds.map(value => ({ value, label: nameOfType(one(value)) }))
} satisfies Setting

/** Returns a list card with a single setting: the type of the items. */
export const listCard = (params: {
  type: string
  title: string
  /** Type of the items on a new card. */
  items: ItemType
  ports: (items: ItemType) => Partial<Ports>
  docs: CardDocs
  execute: CardExecutor<ItemsConfig>
}): CardSpec =>
  defineCard<ItemsConfig>({
    ...params,
    group: 'List',
    config: ItemsConfig,
    blank: () => ({ config: { items: params.items } }),
    settings: [itemTypeSetting],
    ports: config => ports(params.ports(config.items))
  })

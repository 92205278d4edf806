import type { Setting } from '@hookwright/engine'
import { dataKinds, nameOfType, one } from '@hookwright/model'
import { z } from 'zod'

/** Data type of the items of a list. */
export const ItemType = z.enum(
  dataKinds,
  'The type of the items is not one of those offered; choose it again.'
)
export type ItemType = z.infer<typeof ItemType>

/** The config of a card of which nothing is set up but the type of the items. */
export const ItemsConfig = z.strictObject({ items: ItemType })
export type ItemsConfig = z.infer<typeof ItemsConfig>

/** The setting of a card that has to know what the items of its list are; the key is a key of its config. */
export const itemTypeSetting = {
  kind: 'choice',
  key: 'items',
  label: 'Items are',
  choices: dataKinds.map(value => ({ value, label: nameOfType(one(value)) }))
} satisfies Setting

import type { FieldsSetting } from '@hookwright/engine'
import { DataType, FieldId, isReservedName, one } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from './distinct.ts'

const ObjectKey = z
  .string()
  .min(1, 'Enter a name for the key.')
  .max(200, 'A key has at most 200 characters. Shorten it.')
  .refine(key => !isReservedName(key), 'This key is reserved. Use another name.')

/** Keys of an object with the data types of their values. Ids and keys are unique. */
export const ObjectKeys = z
  .array(z.strictObject({ id: FieldId, key: ObjectKey, dataType: DataType }))
  .max(200, 'A card has at most 200 keys. Use another card for the rest.')
  .superRefine(distinct(entry => entry.id, 'Two keys have the same id. Remove one of them and add it again.'))
  .superRefine(distinct(entry => entry.key, 'Two keys have the same name. Rename one of them.'))
export type ObjectKeys = z.infer<typeof ObjectKeys>

/** Config of a card whose only setting is a list of keys. */
export const KeysConfig = z.strictObject({ keys: ObjectKeys })
export type KeysConfig = z.infer<typeof KeysConfig>

/** Converts keys to ports. */
export const keyPorts = (keys: ObjectKeys) =>
  keys.map(({ id, key, dataType }) => ({ id, label: key, type: dataType }))

/** Returns the setting for keys. Its value is stored in the card's config under `key`. */
export const keysSetting = (of: 'inputs' | 'outputs') =>
  ({
    kind: 'fields',
    key: 'keys',
    noun: 'Key',
    of,
    named: 'key',
    parts: ['type'],
    fresh: (id, key) => ({ id, key, dataType: one('text') })
  }) satisfies FieldsSetting

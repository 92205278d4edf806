import type { Bindings, FieldId, FlowKind, JsonObject } from '@hookwright/model'

/** Condition for showing a setting: another setting of the card has one of the given values. */
export interface ShownFor {
  key: string
  values: string[]
}

/**
 * Setting that is a list in a card's config, with one item per field. The id of an item is also the id of a
 * port of the card.
 */
export interface FieldsSetting {
  kind: 'fields'
  key: string
  /** Key of the list inside the object at `key`. By default, the list itself is at `key`. */
  within?: string
  /** Noun for one item, as in "Add value". */
  noun: string
  /** Type of port that each item becomes. Inputs of a block are grouped under the block's name. */
  of: 'inputs' | 'outputs' | 'joins' | 'blocks'
  /** Group of the ports, if any. The group is shown even while the list is empty. */
  group?: string
  /** Property that contains the name of an item. */
  named: string
  /** Other properties of an item that can be edited: `dataType` (`type`) and `required`. */
  parts: ('type' | 'required')[]
  /** Values of another setting for which items can be added. By default, all values. */
  shownFor?: ShownFor
  /** Returns a new item. */
  fresh: (id: FieldId, name: string) => JsonObject
  /** Returns the bindings of a new item's inputs. None by default. */
  feeds?: (id: FieldId) => Bindings
}

/**
 * Setting of a card whose value is entered, not mapped. The canvas draws an editor from this description. The
 * value is stored in the card's config under `key`.
 */
export type Setting =
  | ((
      | { kind: 'choice'; key: string; label: string; choices: { value: string; label: string }[] }
      | { kind: 'switch'; key: string; label: string }
      | { kind: 'text'; key: string; label: string; lines?: number; placeholder?: string }
      | { kind: 'number'; key: string; label: string; min: number; max: number; unit: string }
      | { kind: 'flow'; key: string; label: string; kinds: FlowKind[] }
    ) & {
      /** Condition for showing the setting. By default, it is always shown. */
      shownFor?: ShownFor
      /** Input above which the setting is shown. By default, it is shown above all inputs. */
      above?: FieldId
      /** Name of the folded section below the inputs that contains the setting. By default, it is in none. */
      section?: string
    })
  | FieldsSetting

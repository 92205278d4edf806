import type { Bindings, FieldId, FlowKind, JsonObject } from '@hookwright/model'

/** Condition on another setting of the card: its value is one of these. */
export interface ShownFor {
  key: string
  values: string[]
}

/**
 * List in a config whose items are fields. The id of an item is also the id of a port of the card.
 */
export interface FieldsSetting {
  kind: 'fields'
  key: string
  /** Key inside `key` under which the list is stored. By default, `key` itself holds the list. */
  within?: string
  /** Noun for one item, as in "Add value". */
  noun: string
  /**
   * Kind of ports that the items become. Inputs of a block's item are in the group named after it.
   */
  of: 'inputs' | 'outputs' | 'joins' | 'blocks'
  /** Group of their ports, if any. It is also shown while the list is empty. */
  group?: string
  /** Property that holds the name of an item. */
  named: string
  /** Further editable properties of an item: its `dataType`, its `required`. */
  parts: ('type' | 'required')[]
  /** Values of another setting for which items can be added. By default, all values. */
  shownFor?: ShownFor
  /** Returns a new item. */
  fresh: (id: FieldId, name: string) => JsonObject
  /** Returns the bindings of a new item's inputs. None by default. */
  feeds?: (id: FieldId) => Bindings
}

/**
 * Setting of a card that is chosen rather than mapped, as data from which the canvas draws an
 * editor. `key` is a key of the card's config.
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
    })
  | FieldsSetting

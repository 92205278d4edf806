import type { Bindings, FieldId, FlowKind, JsonObject } from '@hookwright/model'

/** Condition on another setting of the card: its value is one of these. */
export interface ShownFor {
  key: string
  values: string[]
}

/** A list in a config whose items are fields: each has an id that is also the id of a port of the card. */
export interface FieldsSetting {
  kind: 'fields'
  key: string
  /** Key below `key` at which the list stands; the list is the value of `key` itself by default. */
  within?: string
  /** Noun for one item, as in "Add value". */
  noun: string
  /** Ports that the items become; inputs of a block's item are in the group of its name. */
  of: 'inputs' | 'outputs' | 'joins' | 'blocks'
  /** The group in which their ports stand, if any; it is shown without an item too. */
  group?: string
  /** The property that names an item. */
  named: string
  /** Further settings of an item: its `dataType`, its `required`. */
  parts: ('type' | 'required')[]
  /** Values of another setting with which items can be added; with all unless said. */
  shownFor?: ShownFor
  /** A new item. */
  fresh: (id: FieldId, name: string) => JsonObject
  /** Bindings of the inputs of a new item; none by default. */
  feeds?: (id: FieldId) => Bindings
}

/**
 * A thing that is set up on a card rather than mapped, as data: the canvas draws an editor for it. `key` is a key of the
 * card's config.
 */
export type Setting =
  | ((
      | { kind: 'choice'; key: string; label: string; choices: { value: string; label: string }[] }
      | { kind: 'switch'; key: string; label: string }
      | { kind: 'text'; key: string; label: string; lines?: number; placeholder?: string }
      | { kind: 'number'; key: string; label: string; min: number; max: number; unit: string }
      | { kind: 'flow'; key: string; label: string; kinds: FlowKind[] }
    ) & {
      /** Left out for a setting that is always shown. */
      shownFor?: ShownFor
    })
  | FieldsSetting

import type { Choice, Field, FieldId, FieldsAnswer } from '@hookwright/model'
import { createContext, use, useEffect, useRef, useState } from 'react'
import { type ChoiceRequest, choiceRequestOf, helperOf, type OptionValues } from './option-values.ts'

/** Functions and state for loading the values of dropdowns, which helper flows return. */
export interface ChoiceSource {
  /** All options of the card. */
  options: readonly Field[]
  /**
   * Runs the helper flow of a dropdown.
   * @throws {Error} with a sentence for the user who chooses
   */
  load: (ask: ChoiceRequest) => Promise<Choice[]>
  /** Reason why no values can be loaded now, as a sentence; null if they can. */
  needs: string | null
  /**
   * Loads the fields of all dynamic groups of an action for these option values; absent if fields cannot be
   * loaded.
   * @throws {Error} with a sentence for the user who sets up the card
   */
  loadFields?: (values: OptionValues) => Promise<FieldsAnswer>
  /** Number that is increased to reload all values. */
  round: number
}

/**
 * Context with the choice source of a card's options. Without a source, dropdowns that need a helper flow
 * stay empty.
 */
export const ChoiceSourceContext = createContext<ChoiceSource | null>(null)

/** Loading state of a dropdown's values. */
export type ChoiceState =
  | { is: 'loaded'; choices: Choice[] }
  | { is: 'loading' }
  | { is: 'waiting'; why: string }
  | { is: 'failed'; why: string }

/** Loaded values of a dropdown, with the key of the request that loaded them. */
interface LoadedChoices {
  key: string
  load: ChoiceSource['load']
  state: ChoiceState
}

/** Loads the values of a dropdown, and reloads them whenever their inputs change. `again` retries. */
export const useChoices = (
  option: Field,
  values: OptionValues,
  mapped: readonly FieldId[] = []
): { state: ChoiceState; again: () => void } => {
  const source = use(ChoiceSourceContext)
  const helper = helperOf(option)
  const asked =
    helper === null ? null : choiceRequestOf(option, helper, source?.options ?? [], values, mapped)
  const [tries, setTries] = useState(0)
  const [found, setFound] = useState<LoadedChoices | null>(null)
  const turn = useRef<Promise<void>>(Promise.resolve())
  const needs = source === null ? 'The values come from a helper flow.' : source.needs
  const load = source?.load
  // As text it is the same as long as it asks the same; with another number it asks once more.
  const key = JSON.stringify([asked?.ready && needs === null ? asked.ask : null, source?.round, tries])

  useEffect(() => {
    const [ask]: [ChoiceRequest | null] = JSON.parse(key)
    if (ask === null || load === undefined) return
    let stale = false
    const run = async (): Promise<void> => {
      // One after another; what has changed before its turn came is not asked for.
      if (stale) return
      const state = await load(ask).then(
        (choices): ChoiceState => ({ is: 'loaded', choices }),
        (thrown): ChoiceState => ({
          is: 'failed',
          why: thrown instanceof Error ? thrown.message : String(thrown)
        })
      )
      if (!stale) setFound({ key, load, state })
    }
    turn.current = turn.current.then(run)
    return () => {
      stale = true
    }
  }, [key, load])

  const again = (): void => setTries(before => before + 1)
  if (asked === null) {
    const rows = option.choices?.from === 'static' ? option.choices.rows : []
    return { state: { is: 'loaded', choices: rows }, again }
  }
  if (needs !== null) return { state: { is: 'waiting', why: needs }, again }
  if (!asked.ready) return { state: { is: 'waiting', why: asked.why }, again }
  return { state: found?.key === key && found.load === load ? found.state : { is: 'loading' }, again }
}

import type { Choice, Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { alertOptions } from './own-connector.ts'

/** A dropdown offers so many of a person's flows. */
const MOST_FLOWS = 1_000

/** The values of an option of the alert that are looked up for a person; null for an option that has none. */
export const ownChoices = async (
  { flows, connectors }: Pick<Store, 'flows' | 'connectors'>,
  optionId: string,
  ownerId: string
): Promise<Choice[] | null> => {
  const named = (things: { id: Id; name: string | null }[]): Choice[] =>
    things.flatMap(({ id, name }) => (name === null ? [] : [{ display: name, value: id }]))
  switch (optionId) {
    case alertOptions.flow:
      return named(await flows.names({ ownerId, limit: MOST_FLOWS }))
    case alertOptions.connector:
      return named(await connectors.list())
    default:
      return null
  }
}

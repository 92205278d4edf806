import type { CardProblem, Surroundings } from '@hookwright/engine'
import { type FieldId, problemsOfReceiving, type Receiving } from '@hookwright/model'

const PREFIX = 'receiving.'

/** Whether a problem of the card is one of its rules. */
export const isOfReceiving = (field: FieldId): boolean => field.startsWith(PREFIX)

/** The place in the rules that the field of a problem names. */
export const receivingPlace = (field: FieldId): string =>
  isOfReceiving(field) ? field.slice(PREFIX.length) : field

/** What is still to fix in the rules of a card, each at its place. */
export const checkReceiving = (
  receiving: Receiving | undefined,
  surroundings: Surroundings
): CardProblem[] =>
  receiving === undefined
    ? []
    : problemsOfReceiving(receiving, { connectionFields: surroundings.connectionFields }).map(
        ({ path, message }) => ({ field: `${PREFIX}${path.join('.')}`, message })
      )

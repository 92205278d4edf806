import type { CardProblem, Surroundings } from '@hookwright/engine'
import { type FieldId, problemsOfReceiving, type Receiving } from '@hookwright/model'

const PREFIX = 'receiving.'

/** Returns true if a problem of the card is in its receiving rules. */
export const isOfReceiving = (field: FieldId): boolean => field.startsWith(PREFIX)

/** The place in the rules that the field of a problem names. */
export const receivingPlace = (field: FieldId): string =>
  isOfReceiving(field) ? field.slice(PREFIX.length) : field

/** Returns the problems of a card's receiving rules, each at its place. */
export const checkReceiving = (
  receiving: Receiving | undefined,
  surroundings: Surroundings
): CardProblem[] =>
  receiving === undefined
    ? []
    : problemsOfReceiving(receiving, { connectionFields: surroundings.connectionFields }).map(
        ({ path, message }) => ({ field: `${PREFIX}${path.join('.')}`, message })
      )

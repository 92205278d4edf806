import {
  applyEdit,
  type Card,
  cardOf,
  type Flow,
  type Pill,
  type Problem,
  pillsOf,
  placeOfJoins,
  placesOf,
  sightOf
} from '@hookwright/model'
import { anyFlow, anyValueType, editsFor, flowsOf, plainKinds } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { emptyCatalog } from '../card/catalog.ts'
import { defineCard, type Specs, specsOf } from '../card/define-card.ts'
import { ports } from '../card/ports.ts'
import { smallCards } from '../testing/small-cards.ts'
import { kindsOf, withoutPillProblems } from '../testing/small-flows.ts'
import { problemsOf } from './problems.ts'

const specs = specsOf(smallCards)

const kinds = kindsOf('start', 'return', 'echo', 'number', 'each', 'fork', 'try', 'note', 'call')

const isOfPill = (problem: Problem): boolean => problem.code.startsWith('pill-')

/** Returns every pill of a flow with its position. `inSight` is true if the pill refers to a visible card. */
const pillsIn = (
  flow: Flow
): { card: Card; block?: string; field: string; pill: Pill; inSight: boolean }[] => {
  const places = placesOf(flow)
  return [...places].flatMap(([id, place]) => {
    const card = cardOf(flow, id)
    if (card === undefined) return []
    const inputs = Object.entries(card.inputs).flatMap(([field, binding]) =>
      pillsOf(binding).map(each => ({
        card,
        field,
        pill: each,
        inSight: sightOf(places, place, id, each.card) !== 'no'
      }))
    )
    const joins = (card.blocks ?? []).flatMap(block => {
      const end = placeOfJoins(places, card, block.id)
      return Object.entries(block.joins).flatMap(([field, binding]) =>
        pillsOf(binding).map(each => ({
          card,
          block: block.id,
          field,
          pill: each,
          inSight: end !== undefined && sightOf(places, end, id, each.card) !== 'no'
        }))
      )
    })
    return [...inputs, ...joins]
  })
}

const withoutSkips = (flow: Flow): Flow => ({
  ...flow,
  cards: Object.fromEntries(Object.entries(flow.cards).map(([id, { skipped: _, ...card }]) => [id, card]))
})

/**
 * Returns true if a problem is about this field. Problems of the whole card that prevent the check of its
 * fields count too.
 */
const speaksOf = (problem: Problem, card: Card, block: string | undefined, field: string): boolean =>
  problem.card === card.id &&
  ((problem.field === field && problem.block === block) ||
    ['card-type', 'card-config', 'blocks'].includes(problem.code))

const expectPillsInSightOrListed = (flow: Flow, known: Specs): void => {
  const problems = problemsOf(flow, known, emptyCatalog)
  const places = placesOf(flow)
  const isSkipped = (card: Card): boolean =>
    card.skipped === true ||
    (places.get(card.id)?.around ?? []).some(block => cardOf(flow, block.card)?.skipped === true)
  for (const { card, block, field, pill: each, inSight } of pillsIn(flow)) {
    // A skipped card reads nothing, nor does what it holds; it is looked at when it is switched on again.
    if (inSight || isSkipped(card)) continue
    const listed = problems.some(problem => speaksOf(problem, card, block, field))
    expect(listed, `${card.id} ${field} reads ${each.card}`).toBe(true)
  }
}

/** Arbitrary specs for generated card types, with any ports. */
const anySpecs: fc.Arbitrary<Specs> = fc
  .tuple(
    ...plainKinds.map(kind => {
      const port = fc.record({
        id: fc.constantFrom(...kind.inputs, 'j', 'stray'),
        label: fc.constant('A field'),
        type: anyValueType,
        required: fc.boolean()
      })
      const list = fc.array(port, { maxLength: 3 })
      const sees = fc.array(fc.constantFrom(...kind.inputs), { maxLength: 2 })
      return fc
        .record({
          inputs: fc.array(fc.tuple(port, fc.option(sees, { nil: undefined })), { maxLength: 3 }),
          outputs: list,
          inner: list,
          joins: list,
          blocks: fc.array(
            fc.record({ id: fc.constantFrom(...kind.blocks, 'x'), label: fc.constant('B'), sees }),
            {
              maxLength: 2
            }
          ),
          readable: fc.boolean(),
          starts: fc.boolean(),
          returns: fc.boolean(),
          known: fc.boolean()
        })
        .map(made => ({ type: kind.type, made }))
    })
  )
  .map(all =>
    specsOf(
      all
        .filter(({ made }) => made.known)
        .map(({ type, made }) =>
          defineCard({
            type,
            title: type,
            group: 'Text',
            config: made.readable
              ? z.record(z.string(), z.json())
              : z.strictObject({ never: z.literal('x') }),
            blank: () => ({ config: {} }),
            ports: () =>
              ports({
                ...made,
                inputs: made.inputs.map(([port, sees]) => (sees === undefined ? port : { ...port, sees }))
              }),
            calls: () => ['nowhere'],
            ...(made.starts
              ? {
                  starts: {
                    kind: 'helper' as const,
                    needsReturn: true,
                    signature: () => ({ kind: 'helper' as const, inputs: [], options: [] })
                  }
                }
              : {}),
            ...(made.returns
              ? {
                  returns: { kinds: ['helper' as const], signature: () => ({ outputs: [], runMode: false }) }
                }
              : {})
          })
        )
    )
  )

describe('problemsOf', () => {
  test('never throws, and reports existing cards in sentences, for any flow with any specs', () => {
    fc.assert(
      fc.property(
        anyFlow,
        fc.oneof(anySpecs, fc.constant(specs), fc.constant(specsOf([]))),
        (flow, known) => {
          for (const problem of problemsOf(flow, known, emptyCatalog)) {
            expect(problem.message).toMatch(/^\S.*\.$/su)
            if (problem.card !== null) expect(cardOf(flow, problem.card)).toBeDefined()
          }
        }
      ),
      { numRuns: 300 }
    )
  })

  test('lists every pill without a visible card, for any flow with any specs', () => {
    fc.assert(
      fc.property(anyFlow, anySpecs, (flow, known) => {
        expectPillsInSightOrListed(flow, known)
      }),
      { numRuns: 200 }
    )
  })

  test('after any edit of a flow without pill problems, lists each pill whose card is no longer visible', () => {
    const edited = flowsOf(kinds)
      .map(withoutPillProblems)
      .chain(flow =>
        fc.tuple(fc.constant(flow), fc.array(editsFor(flow, kinds), { minLength: 1, maxLength: 4 }))
      )
    let accepted = 0
    fc.assert(
      fc.property(edited, ([flow, edits]) => {
        expect(problemsOf(flow, specs, emptyCatalog).filter(isOfPill)).toEqual([])
        let now = flow
        for (const edit of edits) {
          const result = applyEdit(now, edit)
          if (!result.ok) continue
          accepted++
          now = result.flow
          expectPillsInSightOrListed(now, specs)
        }
      }),
      { numRuns: 300 }
    )
    expect(accepted).toBeGreaterThan(100)
  })

  test('after a move in a flow without pill problems, finds no pill out of order or missing', () => {
    const moved = flowsOf(kinds)
      // A card that a move takes out of a skipped block has problems that nobody had to fix before.
      .map(withoutSkips)
      .map(withoutPillProblems)
      .chain(flow =>
        fc.tuple(
          fc.constant(flow),
          editsFor(flow, kinds).filter(edit => edit.kind === 'move')
        )
      )
    fc.assert(
      fc.property(moved, ([flow, edit]) => {
        const result = applyEdit(flow, edit)
        if (!result.ok) return
        const codes = problemsOf(result.flow, specs, emptyCatalog).map(problem => problem.code)
        expect(codes).not.toContain('pill-order')
        expect(codes).not.toContain('pill-gone')
      }),
      { numRuns: 300 }
    )
  })
})

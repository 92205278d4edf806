import {
  type Aim,
  type FieldAt,
  nameOfPlace,
  type PillLook,
  treeKey,
  type Workbench
} from '@hookwright/cards/faces'
import { type EventSignature, type Specs, type Surroundings, signatureOf } from '@hookwright/engine'
import { type Flow, type FlowKind, type FlowSignature, type Path, type Pill, pill } from '@hookwright/model'
import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Canvas } from './canvas.ts'
import { CardMenu } from './card-menu.tsx'
import { wish } from './commands/choose.ts'
import { goToProblem } from './commands/problems.ts'
import { change } from './commands/tell.ts'
import { flip, withPath } from './desk/folds.ts'
import { LaneAdd } from './gap-button.tsx'
import { aimOf, nameOfSite, usesOf } from './mapping/aim.ts'
import { lookOf } from './mapping/look-of.ts'
import { keepSample, useFieldUses, useSamples } from './samples.ts'
import { useTestConnections } from './use-choices.ts'

/** A maker's flow stands in the connector itself; it listens through nobody's connection. */
const none: never[] = []

/** An event flow as users would see it. */
const eventOf = (
  flow: { id: string; name: string | null; doc: Flow },
  specs: Specs,
  surroundings: Surroundings,
  connectorName: string
): EventSignature | null => {
  const signature = signatureOf(flow, specs)
  if (signature?.kind !== 'webhook-event') return null
  return { ...signature, connectorName, needsConnection: surroundings.connectionFields.length > 0 }
}

const same = (one: Pill, other: Pill): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The keys of a tree down to a path. */
const keysTo = (field: string, path: Path): string[] =>
  path.map((_, depth) => treeKey(field, path.slice(0, depth)))

/** The workbench of an open flow: what faces may ask for, answered by its stores. */
export const benchOf = (
  canvas: Canvas,
  given: Pick<
    Workbench,
    | 'baseUrl'
    | 'brand'
    | 'closeDialog'
    | 'connectorName'
    | 'createFlow'
    | 'hrefOfFlow'
    | 'loadChoices'
    | 'openBeside'
    | 'openDialog'
    | 'openFlow'
  >
): Workbench => ({
  ...given,
  change: (label, edit, typing) => void change(canvas, label, edit, typing),
  endTyping: canvas.doc.endTyping,
  newId: canvas.newId,
  flip: (card, key) => canvas.folds.setState(folds => flip(folds, card, key)),
  addPath: (card, field, path) =>
    canvas.folds.setState(folds => withPath(folds, { card, field, path }, keysTo(field, path))),
  wish: (card, place, what) => wish(canvas, card, place, what),
  focus: element => element?.focus({ preventScroll: canvas.view.port !== null }),
  showProblem: card => {
    const problem = canvas.drawing.getState().problems.find(each => each.card === card)
    if (problem !== undefined) goToProblem(canvas, problem)
  },
  openPicker: (at, caret) => canvas.desk.setState({ picking: { at, caret } }),

  useStart: () => useStore(canvas.drawing, drawing => drawing.flow.strip[0] ?? null),
  useEvent: () => {
    const name = useStore(canvas.doc.store, doc => doc.about.name)
    const { flow, surroundings } = useStore(canvas.drawing, drawing => drawing.view)
    return useMemo(
      () => eventOf({ id: canvas.flowId, name, doc: flow }, canvas.specs, surroundings, given.connectorName),
      [name, flow, surroundings]
    )
  },
  useSamples: () => useSamples(canvas),
  keepSample: body => keepSample(canvas, body),
  useFieldUses: fields => useFieldUses(canvas, fields),

  useFlowName: () => useStore(canvas.doc.store, doc => doc.about.name),
  usePills: pills => {
    const looks = useStore(canvas.drawing, drawing =>
      JSON.stringify(pills.map(pill => lookOf(drawing, pill)))
    )
    // The looks were written a line above; as text they are the same until one of them changes.
    return useMemo(() => JSON.parse(looks) as PillLook[], [looks])
  },
  useAim: (at: FieldAt) => {
    const why = useStore(canvas.desk, ({ carried }) => {
      if (carried === null) return null
      const aim = aimOf(canvas.drawing.getState().view, at, carried.pill)
      return aim.ok ? '' : aim.why
    })
    return useMemo(
      (): Aim | null => (why === null ? null : why === '' ? { ok: true } : { ok: false, why }),
      [why]
    )
  },
  useIsUse: at => useStore(canvas.desk, desk => desk.uses.has(nameOfPlace(at))),
  useIsPicked: pill =>
    useStore(canvas.desk, ({ carried }) => carried?.by === 'pick' && same(carried.pill, pill)),
  useWish: (card, place) => {
    const found = useStore(canvas.desk, ({ wish: asked }) =>
      asked?.card === card && asked.place === place ? asked.wish : null
    )
    return { wish: found, grant: useCallback(() => canvas.desk.setState({ wish: null }), []) }
  },
  useFlows: (kinds: FlowKind[]): FlowSignature[] => {
    const flows = useStore(canvas.drawing, drawing => drawing.view.surroundings.flows)
    return useMemo(
      () => [...flows.values()].filter(flow => kinds.includes(flow.kind) && flow.id !== canvas.flowId),
      [flows, kinds]
    )
  },
  useConnections: () => none,
  useTestConnections: () => useTestConnections(canvas),
  usesOf: (card, field) => {
    const { view } = canvas.drawing.getState()
    return usesOf(view, pill(card, field)).map(at => nameOfSite(view, at))
  },
  useBlockLabel: (card, block) =>
    useStore(canvas.drawing, ({ view, cards }) => {
      const drawn = cards.get(card)
      const ports = drawn === undefined ? null : view.portsOf(drawn.card)
      return ports?.blocks.find(port => port.id === block)?.label ?? block
    }),
  CardMenu,
  LaneAdd
})

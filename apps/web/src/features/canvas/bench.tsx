import { type DropCheck, type FieldAt, treeKey, type Workbench } from '@hookwright/cards/views'
import {
  type ActionSignature,
  type Catalog,
  type EventSignature,
  proofOfEvent,
  type Specs,
  signatureOf,
  usesConnection
} from '@hookwright/engine'
import { type Flow, isEventKind, type Path, type Pill, pill } from '@hookwright/model'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { dayTime, minuteTime } from '../../kit/page/clock-time.ts'
import type { Canvas } from './canvas.ts'
import { CardMenu } from './card-menu.tsx'
import { changeCard } from './commands/change-card.ts'
import { goToProblem } from './commands/problems.ts'
import { LaneAdd } from './gap-button.tsx'
import { aimOf, nameOfSite, usesOf } from './mapping/aim.ts'
import { readingBench } from './reading-bench.ts'
import { withPath } from './ui-state/folds.ts'

/**
 * Function that returns the signature of a flow: its options, inputs and outputs, as shown to users of its
 * connector.
 */
type SignatureOf<Signature> = (
  flow: { id: string; name: string | null; doc: Flow },
  specs: Specs,
  catalog: Catalog,
  connectorName: string
) => Signature

/** Returns the signature of an event flow for users' flows; null for a flow of another kind. */
const eventOf: SignatureOf<EventSignature | null> = (flow, specs, catalog, connectorName) => {
  const signature = signatureOf(flow, specs)
  if (signature === null || !isEventKind(signature.kind)) return null
  // Only signatures of the other flows are known here; an event that calls one counts as one that uses a connection.
  const needsConnection = catalog.connectionFields.length > 0 && usesConnection(flow.doc, [], specs)
  return { ...signature, connectorName, needsConnection, proof: proofOfEvent(flow.doc, specs) }
}

/** Returns the signature of an action flow for users' flows; null for a flow of another kind. */
const actionOf: SignatureOf<ActionSignature | null> = (flow, specs, catalog, connectorName) => {
  const signature = signatureOf(flow, specs)
  if (signature?.kind !== 'action') return null
  return { ...signature, connectorName, needsConnection: catalog.connectionFields.length > 0 }
}

/** Returns the signature of the open flow. Its connector name is empty while the connector is loading. */
const useSignature = <Signature,>(
  of: SignatureOf<Signature>,
  canvas: Canvas,
  connectorName: string
): Signature => {
  const name = useStore(canvas.doc.store, doc => doc.about.name)
  const { flow, catalog } = useStore(canvas.drawing, drawing => drawing.view)
  const { flowId, specs } = canvas
  return useMemo(
    () => of({ id: flowId, name, doc: flow }, specs, catalog, connectorName),
    [of, flowId, name, flow, specs, catalog, connectorName]
  )
}

const same = (one: Pill, other: Pill): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Returns the keys of the tree nodes above a path, which are expanded to show the path. */
const keysTo = (field: string, path: Path): string[] =>
  path.map((_, depth) => treeKey(field, path.slice(0, depth)))

/** Members of the workbench that makers' flows and users' flows provide differently. */
export type HomeBench = Pick<
  Workbench,
  | 'baseUrl'
  | 'brand'
  | 'connectorName'
  | 'connectorOf'
  | 'Choices'
  | 'DryRun'
  | 'Listen'
  | 'RenewalText'
  | 'explainReceiving'
  | 'keepSample'
  | 'loadChoices'
  | 'loadFields'
  | 'newConnection'
  | 'openConnection'
  | 'useConnections'
  | 'useDrift'
  | 'useFieldUses'
  | 'useLastMatches'
  | 'useReceived'
  | 'useSamples'
  | 'useSource'
  | 'useTestConnections'
>

/** Returns the workbench of an open flow: the interface between card views and the canvas stores. */
export const benchOf = (
  canvas: Canvas,
  params: HomeBench &
    Pick<
      Workbench,
      'closeDialog' | 'createFlow' | 'hrefOfFlow' | 'openInNewTab' | 'openDialog' | 'openFlow' | 'useStay'
    >
): Workbench => ({
  ...readingBench(canvas, params.connectorOf),
  ...params,
  change: (label, edit, typing) => changeCard(canvas, label, edit, typing),
  endTyping: canvas.doc.endTyping,
  newId: canvas.newId,
  sayTime: minuteTime,
  sayDay: dayTime,
  addPath: (card, field, path) =>
    canvas.folds.setState(folds => withPath(folds, { card, field, path }, keysTo(field, path))),
  showProblem: card => {
    const problem = canvas.drawing.getState().problems.find(each => each.card === card)
    if (problem !== undefined) goToProblem(canvas, problem)
  },
  openPicker: (at, caret) => canvas.ui.setState({ picking: { at, caret } }),

  useEvent: () => useSignature(eventOf, canvas, params.connectorName),
  useAction: () => useSignature(actionOf, canvas, params.connectorName),

  useAim: (at: FieldAt) => {
    const why = useStore(canvas.ui, ({ carried }) => {
      if (carried === null) return null
      const aim = aimOf(canvas.drawing.getState().view, at, carried.pill)
      return aim.ok ? '' : aim.why
    })
    return useMemo(
      (): DropCheck | null => (why === null ? null : why === '' ? { ok: true } : { ok: false, why }),
      [why]
    )
  },
  useIsPicked: pill =>
    useStore(canvas.ui, ({ carried }) => carried?.by === 'pick' && same(carried.pill, pill)),
  usesOf: (card, field) => {
    const { view } = canvas.drawing.getState()
    return usesOf(view, pill(card, field)).map(at => nameOfSite(view, at))
  },
  CardMenu,
  LaneAdd
})

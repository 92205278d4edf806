import type { ActionSignature, Catalog, EventSignature } from '@hookwright/engine'
import type {
  Binding,
  Card,
  CardId,
  Choice,
  DriftFinding,
  Edit,
  FieldId,
  FieldRole,
  FieldUse,
  Flow,
  FlowKind,
  FlowSignature,
  Json,
  Millis,
  NamedGroup,
  OneEdit,
  Path,
  Pill,
  Receiving,
  RuleVerdict,
  ValueType
} from '@hookwright/model'
import { createContext, type ReactNode, use } from 'react'
import type { FieldAt } from './row.ts'
import type { Caret } from './text-parts.ts'

/**
 * Small icon of a card. It is the picture or letter of its connector, or the glyph of its type in the colour of its
 * group.
 */
export type PillMark =
  | { is: 'logo'; url: string }
  | { is: 'letter'; letter: string; ground: string }
  | { is: 'glyph'; type: string; hue: string }

/** Appearance of a pill: its label, its source and its type. */
export interface PillStyle {
  label: string
  source: string
  type: ValueType
  /** True when nothing gives this value any more. */
  lost: boolean
  /** Mark of the card that gives it; absent where that card is gone. */
  mark?: PillMark
}

/** Connector as a card of it shows it. */
export interface CardConnector {
  name: string
  accent: string
  logo: string | null
}

/** Drop target check for the pill that is being mapped: allowed, or the reason why not. */
export type DropCheck = { ok: true } | { ok: false; why: string }

/** Action that a place performs as soon as it is drawn. */
export type FocusRequest = 'focus' | 'rename' | 'type'

/** Sample of a card's outputs, real or made up, for drawing and previews. */
export interface Sample {
  id: string
  /** Name in a list: “Delivery, 24 Nov 2026, 14:02”, “Heard, …”, “Pasted sample”. */
  name: string
  /** Present on one that was pasted rather than delivered. */
  pasted?: true
  /** Outputs of the card that has the samples, by id. */
  values: Record<FieldId, unknown>
}

/** Output whose values serve as samples: the Body of an event, or the response of an action's request. */
export interface SampleSource {
  card: CardId
  /** Index of the card in the top strip. */
  index: number
  field: FieldId
  label: string
}

/** A request to try the rules of an Event URL on. */
export interface TestRequest {
  method: string
  /** URL as given to the service, without a query; empty when no rule reads it. */
  eventUrl: string
  /** The text behind the `?`. */
  query: string
  /** Names and values in turn. */
  headers: string[]
  /** The exact bytes of the body. */
  base64: string
}

/** A kept delivery of the event, byte for byte. */
export interface ReceivedRequest extends Omit<TestRequest, 'eventUrl'> {
  id: string
  /** Name in a list: “Delivery, 24 Nov 2026, 14:02”. */
  name: string
  at: Millis
}

/** Difference between received data and the declared outputs of the event. */
export interface DriftView extends Omit<DriftFinding, 'example'> {
  key: string
  /** The newest delivery that shows it; null where that came to somebody else’s flow. */
  exampleId: string | null
  /** Person who ignored it; null while nobody has. */
  ignoredBy: string | null
  /** True if the last saved draft settles it. */
  isSettled: boolean
}

/** Known differences between deliveries and the declaration of an event's version. */
export interface EventDrift {
  versionNumber: number
  /** Number of deliveries inspected, and the time since when. */
  looked: number
  since: Millis
  /** Number of places that had values from the start and that no card reads. */
  leftOut: number
  findings: DriftView[]
  /** Ignores a difference, or shows it again. */
  ignore: (key: string, ignored: boolean) => void
  /** URL of the outputs of a delivery. */
  hrefOf: (deliveryId: string) => string
}

/** Result of a card in the run that is shown. */
export type RunMark =
  | { is: 'succeeded'; took: number }
  | { is: 'stopped'; took: number }
  /** `httpStatus` is the status with which the service responded. */
  | { is: 'failed'; took: number; message: string; httpStatus?: number }
  | { is: 'waiting' }
  | { is: 'skipped' }
  | { is: 'not-reached' }
  /** Run by the runs of the records instead. */
  | { is: 'each-record' }
  | { is: 'running' }
  /** Not run in a test, which takes its pinned outputs. */
  | { is: 'pinned' }

/** Cards of other flows that use some fields, once loaded; `why` is a sentence. */
export type FieldUses = { is: 'known'; uses: FieldUse[] } | { is: 'loading' } | { is: 'failed'; why: string }

/** Test connection of a dry run; `isKnown` once the test connections are loaded. */
export interface DryRunConnection {
  /** Null for a dry run without a connection. */
  connectionId: string | null
  isKnown: boolean
}

/** The registration of an event as a dialog has it, to be tried out. */
export interface DryRunProps {
  card: CardId
  /** The changes of the dialog that are not applied yet. */
  edits: OneEdit[]
  isReady: boolean
  /** The controls of the event's options; a dropdown may load its values through the test connection. */
  options: (connection: DryRunConnection) => ReactNode
  /** The chosen values by the port of the event's card that gives them; null for an option that is empty. */
  values: Record<FieldId, Json>
  /** The label of a required option without a value, or null. */
  missing: string | null
  /** Receiving rules of its Event URL. */
  receiving: Receiving
}

/** Props of the panel that listens for requests. */
export interface ListenPanelProps {
  /** Called with the first request, which is a sample by then. */
  onHeard: (sample: Sample) => void
  /** Actions on the sample, shown once it exists. */
  children?: ReactNode
}

/**
 * API that the surrounding app provides to cards and their dialogs. The web app provides it; a card's view
 * knows neither the store nor the HTTP API. Functions named `use…` are hooks.
 */
export interface Workbench {
  /**
   * Applies a change, as one undo step with a label. Changes with the same `typing` are one step
   * until `endTyping`. Refusals are reported to the maker.
   */
  change: (label: string, edit: Edit, typing?: string) => void
  endTyping: () => void
  /** Returns a new id for a card or a field. */
  newId: () => string
  /** Folds or unfolds a part of a card. */
  flip: (card: CardId, key: string) => void
  /** Adds a path to the tree of an output. */
  addPath: (card: CardId, field: FieldId, path: Path) => void
  /** Requests an action of a card's place as soon as it is drawn. */
  wish: (card: CardId, place: string, wish: FocusRequest) => void
  /** Focuses an element and scrolls it into view. */
  focus: (element: { focus: (params?: { preventScroll?: boolean }) => void } | null | undefined) => void
  /** Shows the first problem of a card. */
  showProblem: (card: CardId) => void
  /**
   * Opens the value picker for a place. In a text, the value is inserted at the caret, or at the
   * end.
   */
  openPicker: (at: FieldAt, caret: Caret | null) => void
  /** Opens another flow of the connector. */
  openFlow: (flowId: string) => void
  /** Opens another flow of the connector in a new tab. Returns false if the browser blocked it. */
  openBeside: (flowId: string) => boolean
  /** Returns the URL of another flow of the connector. */
  hrefOfFlow: (flowId: string) => string
  /**
   * Adds a flow to the connector, under this name or, where that is taken, the name with a number, and returns it as
   * seen here. Null on failure, which is reported to the maker.
   */
  createFlow: (params: { name: string; doc: Flow }) => Promise<FlowSignature | null>
  /**
   * Opens one of the card's dialogs; its name stands in the address.
   * @param at the field of a problem, so that the dialog opens where it is fixed
   */
  openDialog: (card: CardId, dialog: string, at?: FieldId) => void
  /** Closes the open dialog and returns the focus to the control that opened it. */
  closeDialog: () => void
  /**
   * While `stays`, Back and links do not close the open dialog: `ask` is called instead. Closing the tab
   * asks, too.
   */
  useStay: (stays: boolean, ask: () => void) => void
  /** Colour and picture of the maker's connector whose flow is open. */
  brand: { accent: string; logo: string | null }
  /** Name of the maker's connector whose flow is open. */
  connectorName: string
  /** Connector that a card represents; cards of one flow may represent different ones. */
  connectorOf: (card: Card) => CardConnector
  /** Base URL of the connector's requests. */
  baseUrl: Binding
  /** Helper flows, events and actions that the cards of the open flow can refer to. */
  useCatalog: () => Catalog
  /** The name of the open flow; null until it is saved under one. */
  useFlowName: () => string | null
  /** The card that the flow starts with; null while there is none. */
  useStart: () => CardId | null
  /** Returns the event of the flow on the canvas as users would see it; null if it is not an event for users. */
  useEvent: () => EventSignature | null
  /** Returns the action of the flow on the canvas as users would see it; null if it is not an action. */
  useAction: () => ActionSignature | null
  /** Returns the output that the samples of this flow are of; null while there is none. */
  useSource: () => SampleSource | null
  /** Returns the samples of this event. Those pasted or listened for here come first, then saved deliveries, newest first. */
  useSamples: () => Sample[]
  /** Returns the drift between this event's deliveries and its declaration; null while none is known. */
  useDrift: () => EventDrift | null
  /** Keeps a body as a sample for as long as the flow is open and returns the sample's id. */
  keepSample: (body: Json) => string
  /** The cards of other flows that use these fields of this flow. */
  useFieldUses: (of: FieldRole, fields: readonly FieldId[]) => FieldUses
  /** True for a read-only card: nothing of it can be dragged, renamed or arranged. */
  still?: true
  usePills: (pills: Pill[]) => PillStyle[]
  /** Returns whether the pill that is dragged or picked fits here; null while there is none. */
  useAim: (at: FieldAt) => DropCheck | null
  /** True while the uses of a pill are shown and this place is one. */
  useIsUse: (at: FieldAt) => boolean
  useIsPicked: (pill: Pill) => boolean
  /** True for a field of a new card that never lost the focus; it is not marked red while empty. */
  useIsUntouched: (at: FieldAt) => boolean
  useWish: (card: CardId, place: string) => { wish: FocusRequest | null; grant: () => void }
  /** The connections of the user at the connector of a card. */
  useConnections: (card: Card) => { id: string; name: string }[]
  /** Makes a new connection for a card and chooses it there; null where none can be made. */
  newConnection: ((card: CardId) => void) | null
  /** Opens the details of a connection; null where the person cannot change it. */
  openConnection: ((connectionId: string) => void) | null
  /** The test connections of the connector; null until they are loaded. */
  useTestConnections: () => { id: string; name: string }[] | null
  /**
   * Runs the draft of a helper flow for the values of a dropdown, with a test connection or none.
   * @throws {Error} with a sentence that says what failed
   */
  loadChoices: (params: {
    flowId: string
    inputs: Record<FieldId, Json>
    connectionId: string | null
  }) => Promise<Choice[]>
  /**
   * Runs the draft of a helper flow for the fields of a dynamic group, with a test connection or none.
   * @throws {Error} with a sentence that says what failed
   */
  loadFields: (params: {
    flowId: string
    inputs: Record<FieldId, Json>
    connectionId: string | null
  }) => Promise<NamedGroup[]>
  /** The fields that a connection of the connector has. */
  useConnectionFields: () => { id: FieldId; label: string }[]
  /** Returns the requests received for this event so far, byte for byte, newest first. */
  useReceived: () => ReceivedRequest[]
  /** Index of the key that last matched, by scheme id. */
  useLastMatches: () => Record<string, { key: number; at: Millis }>
  /** A time in the product's format, such as `24 Nov 2026, 14:02`. */
  sayTime: (at: Millis) => string
  /** The day alone. */
  sayDay: (at: Millis) => string
  /**
   * Returns the verdict of each rule of an Event URL on a request; keys are texts by the id of a scheme or
   * handshake, and are not stored.
   * @param params.at when it arrived; null for now
   * @throws {Error} with a sentence that says what failed
   */
  explainReceiving: (params: {
    receiving: Receiving
    arriving: TestRequest
    keys: Record<string, string[]>
    at: Millis | null
    phase: 'registering' | 'live'
  }) => Promise<RuleVerdict[]>
  /** Labels of the fields in the open flow that use a value of a card. */
  usesOf: (card: CardId, field: FieldId) => string[]
  useFlows: (kinds: FlowKind[]) => FlowSignature[]
  useBlockLabel: (card: CardId, block: FieldId) => string
  /**
   * Loads dropdown values of the card for its children. By default, they come from the surrounding
   * context.
   */
  Choices: (params: { card: Card; children: ReactNode }) => ReactNode
  /**
   * Short text after the service’s name on the renewal of registrations; nothing where they do not
   * expire.
   */
  RenewalText: () => ReactNode
  /** Dry run of an event's helper flows that open and close a subscription. */
  DryRun: (params: DryRunProps) => ReactNode
  /** Listens for the next request of the open event while it is shown. */
  Listen: (params: ListenPanelProps) => ReactNode
  /** Button that opens the menu of a card. */
  CardMenu: (params: { card: CardId; name: string }) => ReactNode
  /** Button that adds a card at the beginning of a block. */
  LaneAdd: (params: { card: CardId; block: FieldId }) => ReactNode
}

/** Context that provides the workbench to card views. */
export const WorkbenchContext = createContext<Workbench | null>(null)

/** Returns the workbench of this card view. */
export const useWorkbench = (): Workbench => {
  const bench = use(WorkbenchContext)
  if (bench === null) throw new Error('Card views need a workbench. Wrap the view in WorkbenchContext.')
  return bench
}

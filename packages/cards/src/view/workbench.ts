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
 * Small icon of a card in a pill: its connector's logo or letter, or the glyph of its type in its group's
 * color.
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
  /** True if the mapped value no longer exists. */
  lost: boolean
  /** Icon of the card that outputs the value; absent if the card is gone. */
  mark?: PillMark
}

/** Connector of a card, as shown on the card. */
export interface CardConnector {
  name: string
  accent: string
  logo: string | null
}

/** Result of checking a drop target for the dragged pill: allowed, or the reason why not. */
export type DropCheck = { ok: true } | { ok: false; why: string }

/**
 * Request to an element that is about to be rendered. It should take the focus, edit its name (`rename`), or
 * also start typing (`type`).
 */
export type FocusRequest = 'focus' | 'rename' | 'type'

/** Received or generated values of a card's outputs, for previews and suggested mappings. */
export interface Sample {
  id: string
  /** Name in a list: “Delivery, 24 Nov 2026, 14:02”, “Heard, …”, “Pasted sample”. */
  name: string
  /** Set if the sample was pasted. Absent for other samples. */
  pasted?: true
  /** Values by output id, for the outputs of the card whose samples are collected. */
  values: Record<FieldId, unknown>
}

/** Source of the samples: the Body of an event, or the response of an action's request. */
export interface SampleSource {
  card: CardId
  /** Position of the card in the flow's main row of cards, counted from 0. */
  index: number
  field: FieldId
  label: string
}

/** Request used to test the receiving rules of an Event URL. */
export interface TestRequest {
  method: string
  /** URL as given to the service, without a query; empty if no rule reads it. */
  eventUrl: string
  /** Query string, without the `?`. */
  query: string
  /** Header names and values, alternating. */
  headers: string[]
  /** Exact bytes of the body, in base64. */
  base64: string
}

/** Stored delivery of the event, byte for byte. */
export interface ReceivedRequest extends Omit<TestRequest, 'eventUrl'> {
  id: string
  /** Name in a list: “Delivery, 24 Nov 2026, 14:02”. */
  name: string
  at: Millis
}

/** Difference between received data and the declared outputs of the event. */
export interface DriftView extends Omit<DriftFinding, 'example'> {
  key: string
  /** Newest delivery that shows the difference; null if it belongs to another user's flow. */
  exampleId: string | null
  /** Name of the person who ignored the difference; null if nobody did. */
  ignoredBy: string | null
  /** True if the last saved draft resolves the difference. */
  isSettled: boolean
}

/** Drift between deliveries and an event version's declared outputs. */
export interface EventDrift {
  versionNumber: number
  /** Number of deliveries that were inspected after `since`. */
  looked: number
  since: Millis
  /**
   * Number of values that no card reads and that the first deliveries already contained. They are not
   * reported as differences.
   */
  leftOut: number
  findings: DriftView[]
  /** Marks a difference as ignored, or shows it again. */
  ignore: (key: string, ignored: boolean) => void
  /** Returns the URL of a delivery's outputs. */
  hrefOf: (deliveryId: string) => string
}

/** Result of a card in the shown run. */
export type RunMark =
  | { is: 'succeeded'; took: number }
  | { is: 'stopped'; took: number }
  /** Failed card. `httpStatus` is the status code of the service's response. */
  | { is: 'failed'; took: number; message: string; httpStatus?: number }
  | { is: 'waiting' }
  | { is: 'skipped' }
  | { is: 'not-reached' }
  /**
   * Card that runs once for each record. Its results are in the separate runs of the records, not in this
   * run.
   */
  | { is: 'each-record' }
  | { is: 'running' }
  /** Card that a test skips and replaces with its pinned outputs. */
  | { is: 'pinned' }

/**
 * Cards of other flows that use certain fields of this flow. `why` is a sentence on why they could not be
 * loaded.
 */
export type FieldUses = { is: 'known'; uses: FieldUse[] } | { is: 'loading' } | { is: 'failed'; why: string }

/** Test connection for a dry run. `isKnown` is false until the connections are loaded. */
export interface DryRunConnection {
  /** Null for a dry run without a connection. */
  connectionId: string | null
  isKnown: boolean
}

/** Props of the dry run of an event's registration, as edited in a dialog. */
export interface DryRunProps {
  card: CardId
  /** Changes of the dialog that are not applied yet. */
  edits: OneEdit[]
  isReady: boolean
  /**
   * Renders the controls of the event's options. A dropdown may load its values through the test connection.
   */
  options: (connection: DryRunConnection) => ReactNode
  /** Chosen option values, by output of the event's card; null for an empty option. */
  values: Record<FieldId, Json>
  /** Label of a required option without a value; null if there is none. */
  missing: string | null
  /** Receiving rules of the event's Event URL. */
  receiving: Receiving
}

/** Props of the panel that listens for requests. */
export interface ListenPanelProps {
  /** Called with the first received request, already stored as a sample. */
  onHeard: (sample: Sample) => void
  /** Actions on the sample, shown once a sample exists. */
  children?: ReactNode
}

/**
 * API that the surrounding app provides to card views and dialogs. It hides the store and the HTTP API from
 * them. Functions named `use…` are hooks.
 */
export interface Workbench {
  /**
   * Applies a change as one undo step with a label. Changes with the same `typing` key are merged into one
   * step until `endTyping`. The maker sees a message if a change is refused.
   */
  change: (label: string, edit: Edit, typing?: string) => void
  endTyping: () => void
  /** Returns a new id for a card or a field. */
  newId: () => string
  /** Folds or unfolds a part of a card. */
  flip: (card: CardId, key: string) => void
  /** Adds a path to the tree of an output. */
  addPath: (card: CardId, field: FieldId, path: Path) => void
  /**
   * Asks an element of a card to take the focus once it is rendered. It can also be asked to let the user
   * edit its name or type.
   */
  requestFocus: (card: CardId, place: string, request: FocusRequest) => void
  /** Focuses an element and scrolls it into view. */
  focus: (element: { focus: (params?: { preventScroll?: boolean }) => void } | null | undefined) => void
  /** Shows the first problem of a card. */
  showProblem: (card: CardId) => void
  /**
   * Opens the value picker for a binding target. In a text, the value is inserted at the caret, or at the end
   * if `caret` is null.
   */
  openPicker: (at: FieldAt, caret: Caret | null) => void
  /** Opens another flow of the connector. */
  openFlow: (flowId: string) => void
  /** Opens another flow of the connector in a new tab. Returns false if the browser blocked it. */
  openInNewTab: (flowId: string) => boolean
  /** Returns the URL of another flow of the connector. */
  hrefOfFlow: (flowId: string) => string
  /**
   * Creates a flow in the connector and returns its signature. If the name is taken, a number is appended.
   * Returns null on failure, which is shown to the maker.
   */
  createFlow: (params: { name: string; doc: Flow }) => Promise<FlowSignature | null>
  /**
   * Opens a dialog of the card. The dialog's name becomes part of the URL.
   * @param at the field of a problem; the dialog opens at this field
   */
  openDialog: (card: CardId, dialog: string, at?: FieldId) => void
  /** Closes the open dialog and returns the focus to the control that opened it. */
  closeDialog: () => void
  /**
   * While `stays` is true, Back and links call `ask` instead of closing the open dialog. Closing the tab
   * shows the browser's own confirmation.
   */
  useStay: (stays: boolean, ask: () => void) => void
  /** Accent color and logo of the connector whose flow is open. */
  brand: { accent: string; logo: string | null }
  /** Name of the connector whose flow is open. */
  connectorName: string
  /** Returns the connector of a card. Cards of one flow may belong to different connectors. */
  connectorOf: (card: Card) => CardConnector
  /** Base URL of the connector's requests. */
  baseUrl: Binding
  /** Returns the helper flows, events and actions that cards of the open flow can refer to. */
  useCatalog: () => Catalog
  /** Returns the name of the open flow. `null` until the flow is saved with a name. */
  useFlowName: () => string | null
  /** Returns the id of the flow's start card. `null` if the flow has no start card. */
  useStart: () => CardId | null
  /**
   * Returns the event of the flow on the canvas, as its users would see it. `null` if the flow is not an
   * event for users.
   */
  useEvent: () => EventSignature | null
  /**
   * Returns the action of the flow on the canvas, as its users would see it. `null` if the flow is not an
   * action.
   */
  useAction: () => ActionSignature | null
  /**
   * Returns the output for which this flow collects samples, such as the Body of an event. `null` if there is
   * none.
   */
  useSource: () => SampleSource | null
  /**
   * Returns the samples of this event: pasted and listened ones first, then stored deliveries, newest first.
   */
  useSamples: () => Sample[]
  /**
   * Returns the differences between this event's deliveries and its declared outputs; null while none are
   * known.
   */
  useDrift: () => EventDrift | null
  /** Stores a body as a sample while the flow is open. Returns the id of the sample. */
  keepSample: (body: Json) => string
  /** Returns the cards of other flows that use these fields of this flow. */
  useFieldUses: (of: FieldRole, fields: readonly FieldId[]) => FieldUses
  /** True for a read-only card, which cannot be dragged, renamed or rearranged. */
  still?: true
  usePills: (pills: Pill[]) => PillStyle[]
  /**
   * Checks if a pill can be mapped to this target: the one being dragged, or the one that was picked. `null`
   * if there is no such pill.
   */
  useAim: (at: FieldAt) => DropCheck | null
  /** Returns true if this mapping target uses the pill whose uses are highlighted on the canvas. */
  useIsUse: (at: FieldAt) => boolean
  useIsPicked: (pill: Pill) => boolean
  /**
   * Returns true for a field of a new card until it loses the focus for the first time. Such a field is not
   * marked as an error while empty.
   */
  useIsUntouched: (at: FieldAt) => boolean
  /** Returns the open request at a part of a card, and a function that removes it once it is met. */
  useFocusRequest: (card: CardId, place: string) => { request: FocusRequest | null; done: () => void }
  /** Returns the user's connections to the connector of a card. */
  useConnections: (card: Card) => { id: string; name: string }[]
  /** Creates a connection for a card and selects it there; null if connections cannot be created. */
  newConnection: ((card: CardId) => void) | null
  /** Opens the details of a connection; null if the user cannot change it. */
  openConnection: ((connectionId: string) => void) | null
  /** Returns the test connections of the connector. `null` until they are loaded. */
  useTestConnections: () => { id: string; name: string }[] | null
  /**
   * Runs the draft of a helper flow to load the values of a dropdown. `connectionId` is null to run without a
   * connection.
   * @throws {Error} with a sentence that states what failed
   */
  loadChoices: (params: {
    flowId: string
    inputs: Record<FieldId, Json>
    connectionId: string | null
  }) => Promise<Choice[]>
  /**
   * Runs the draft of a helper flow to load the fields of a dynamic group. `connectionId` is null to run
   * without a connection.
   * @throws {Error} with a sentence that states what failed
   */
  loadFields: (params: {
    flowId: string
    inputs: Record<FieldId, Json>
    connectionId: string | null
  }) => Promise<NamedGroup[]>
  /** Returns the fields of the connector's connections. */
  useConnectionFields: () => { id: FieldId; label: string }[]
  /** Returns the stored requests of this event, byte for byte, newest first. */
  useReceived: () => ReceivedRequest[]
  /**
   * Returns the last successful verification by each signature scheme, by scheme id. `key` is the index of
   * the matching key, `at` the time.
   */
  useLastMatches: () => Record<string, { key: number; at: Millis }>
  /** Formats a date and time, such as `24 Nov 2026, 14:02`. */
  sayTime: (at: Millis) => string
  /** Formats a date without the time. */
  sayDay: (at: Millis) => string
  /**
   * Tests a request against receiving rules and returns the verdict of each rule. `keys` holds keys as texts,
   * by the id of a scheme or handshake; they are not stored.
   * @param params.at time of arrival; null for now
   * @throws {Error} with a sentence that states what failed
   */
  explainReceiving: (params: {
    receiving: Receiving
    arriving: TestRequest
    keys: Record<string, string[]>
    at: Millis | null
    phase: 'registering' | 'live'
  }) => Promise<RuleVerdict[]>
  /** Returns the labels of the fields in the open flow that an output of a card is mapped to. */
  usesOf: (card: CardId, field: FieldId) => string[]
  useFlows: (kinds: FlowKind[]) => FlowSignature[]
  useBlockLabel: (card: CardId, block: FieldId) => string
  /**
   * Component that loads the dropdown values of a card for its children. By default, values come from the
   * surrounding context.
   */
  Choices: (params: { card: Card; children: ReactNode }) => ReactNode
  /**
   * Short text about the renewal of registrations, shown after the service’s name. Empty if registrations do
   * not expire.
   */
  RenewalText: () => ReactNode
  /** Panel for a dry run of an event's registration and deregistration flows. */
  DryRun: (params: DryRunProps) => ReactNode
  /** Panel that listens for the next request of the open event while mounted. */
  Listen: (params: ListenPanelProps) => ReactNode
  /** Button that opens the menu of a card. */
  CardMenu: (params: { card: CardId; name: string }) => ReactNode
  /** Button that adds a card at the beginning of a block. */
  LaneAdd: (params: { card: CardId; block: FieldId }) => ReactNode
}

/** Context that provides the workbench to card views. */
export const WorkbenchContext = createContext<Workbench | null>(null)

/** Returns the workbench from the context. */
export const useWorkbench = (): Workbench => {
  const bench = use(WorkbenchContext)
  if (bench === null) throw new Error('Card views need a workbench. Wrap the view in WorkbenchContext.')
  return bench
}

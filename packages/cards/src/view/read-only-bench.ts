import { emptyCatalog } from '@hookwright/engine'
import { literal } from '@hookwright/model'
import type { FieldUses, Workbench } from './workbench.ts'

const nothing = (): void => {}
const noUses: FieldUses = { is: 'known', uses: [] }
const noMatches = {}
const noConnector = { name: '', accent: 'var(--accent)', logo: null }
const noRequest = { request: null, done: nothing }

/** Workbench of a read-only card outside a flow. Nothing can be mapped. */
export const readOnlyBench: Workbench = {
  still: true,
  change: nothing,
  endTyping: nothing,
  newId: () => '',
  flip: nothing,
  addPath: nothing,
  requestFocus: nothing,
  focus: element => element?.focus(),
  showProblem: nothing,
  openPicker: nothing,
  openFlow: nothing,
  openInNewTab: () => false,
  hrefOfFlow: () => '',
  createFlow: async () => null,
  openDialog: nothing,
  closeDialog: nothing,
  useStay: nothing,
  brand: { accent: 'var(--accent)', logo: null },
  connectorName: '',
  connectorOf: () => noConnector,
  baseUrl: literal(''),
  useCatalog: () => emptyCatalog,
  useFlowName: () => null,
  useStart: () => null,
  useEvent: () => null,
  useAction: () => null,
  useSource: () => null,
  useSamples: () => [],
  useDrift: () => null,
  keepSample: () => '',
  useFieldUses: () => noUses,
  usePills: () => [],
  useAim: () => null,
  useIsUse: () => false,
  useIsPicked: () => false,
  useIsUntouched: () => false,
  useFocusRequest: () => noRequest,
  useFlows: () => [],
  useConnections: () => [],
  newConnection: null,
  openConnection: null,
  useTestConnections: () => [],
  loadChoices: async () => [],
  loadFields: async () => [],
  useConnectionFields: () => [],
  useReceived: () => [],
  useLastMatches: () => noMatches,
  sayTime: () => '',
  sayDay: () => '',
  explainReceiving: async () => [],
  usesOf: () => [],
  useBlockLabel: () => '',
  Choices: ({ children }) => children,
  RenewalText: () => null,
  DryRun: () => null,
  Listen: () => null,
  CardMenu: () => null,
  LaneAdd: () => null
}

import { type FlowSignature, shownFlowName } from '@hookwright/model'
import { Button, cx, Picker } from '@hookwright/ui'
import { ChevronsUpDown, Plus } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { GroupMark } from './group-mark.tsx'

const hintOf = ({ inputs }: FlowSignature): string =>
  inputs.length === 0 ? 'No inputs' : `Inputs: ${inputs.map(({ label }) => label).join(', ')}`

/** Compares flows by name; unnamed flows come last. */
const byName = (one: FlowSignature, other: FlowSignature): number =>
  Number(one.name === null) - Number(other.name === null) ||
  shownFlowName(one.name).localeCompare(shownFlowName(other.name))

/** Picker for a flow, searched by name, with an optional action that creates a new flow. */
export const ChooseFlow = ({
  label,
  flows,
  chosen,
  none,
  onChoose,
  onCreate,
  making = false,
  id,
  ref
}: {
  /** Label of the flow's role, such as "Registration Flow". */
  label: string
  flows: FlowSignature[]
  /** Chosen flow; null if none is chosen. */
  chosen: { id: string; name: string; lost: boolean } | null
  /** Content shown if there is no matching flow. */
  none: ReactNode
  onChoose: (flow: FlowSignature) => void
  onCreate?: () => void
  /** True while a new flow is being created. */
  making?: boolean
  /** DOM id of the button. */
  id?: string
  ref?: Ref<HTMLButtonElement>
}) => (
  <Picker
    label={label}
    trigger={
      chosen === null ? (
        <Button ref={ref} id={id}>
          Choose Flow
        </Button>
      ) : (
        <Button
          ref={ref}
          id={id}
          aria-label={`${label}: ${chosen.name}`}
          className="min-w-0 shrink! grow justify-between! sm:max-w-88"
        >
          <span className="flex min-w-0 items-center gap-2">
            <GroupMark type="helper-flow" group="Flow Control" size={18} />
            <span className={cx('truncate', chosen.lost && 'text-err')}>{chosen.name}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
        </Button>
      )
    }
    choices={flows.toSorted(byName).map(flow => ({
      value: flow.id,
      label: shownFlowName(flow.name),
      hint: hintOf(flow),
      icon: <GroupMark type="helper-flow" group="Flow Control" size={18} />
    }))}
    value={chosen?.id ?? null}
    onValueChange={id => {
      const flow = flows.find(each => each.id === id)
      if (flow !== undefined) onChoose(flow)
    }}
    none={none}
    empty="No flow with this name can be used here."
    {...(onCreate && {
      foot: (close: () => void) => (
        <Button
          look="quiet"
          busy={making}
          icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />}
          className="w-full justify-start!"
          onClick={() => {
            close()
            onCreate()
          }}
        >
          Create new flow
        </Button>
      )
    })}
  />
)

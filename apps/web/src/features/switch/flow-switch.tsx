import type { Id, Pending } from '@hookwright/model'
import { cx, lazyPart, useLazy } from '@hookwright/ui'
import { Power } from 'lucide-react'
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useLatest } from '../../kit/api/use-latest.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { chipOf, SwitchChip } from './switch-chip.tsx'
import type { PanelView } from './switch-panel.tsx'
import { confirmsTurningOff, formatSwitchState, isBusy, staysOpen } from './switch-state.ts'
import { SwitchTrack } from './switch-track.tsx'
import { useCloseOnceOn } from './use-close-once-on.ts'
import { type Listed, type SubscriptionProgress, useSwitch } from './use-switch.ts'

/** Lazily loaded panel next to a switch, with its content. */
const lazyPanel = lazyPart(async () => {
  const [{ SwitchPanel }, { SwitchPopover }] = await Promise.all([
    import('./switch-panel.tsx'),
    import('./switch-popover.tsx')
  ])
  return { SwitchPanel, SwitchPopover }
})

/** Describes the progress for screen readers: `Registration: 2 of 4 steps`. */
export const formatSwitchProgress = ({ lines, attempt }: SubscriptionProgress): string => {
  const over = lines.filter(({ status }) => status !== 'waiting' && status !== 'running').length
  const what = attempt?.kind === 'registration' ? 'Registration' : 'Deregistration'
  return lines.length === 0 ? '' : `${what}: ${over} of ${lines.length} steps`
}

const noActions: Action[] = []

/**
 * Registers the keyboard shortcut of the switch on a flow's page. A list has many switches and therefore no
 * shortcut.
 */
const useSwitchKey = (isOne: boolean, label: string, click: () => void): void => {
  const latest = useLatest(click)
  useActions(
    useMemo(
      () =>
        isOne
          ? [
              {
                id: 'flow.switch',
                label: `${label} this flow`,
                group: 'Flow',
                icon: Power,
                keys: ['Shift+O'],
                words: 'switch on off enable disable',
                run: () => latest.current()
              }
            ]
          : noActions,
      [isOne, label, latest]
    )
  )
}

/**
 * Switch of a user's flow. A click turns the flow on or off.
 *
 * A click while the flow is turning on asks whether to cancel. A click that would end a manually entered
 * Event URL asks for confirmation. The chip next to the switch shows progress, refusals and leftovers. Its
 * panel shows the log, card by card.
 */
export const FlowSwitch = ({
  flowId,
  name,
  connectorName = null,
  listed,
  pending = 'none',
  onPending,
  draftNo,
  onBeforeOn,
  onUnnamed,
  side = 'bottom',
  instead,
  chipIn = null
}: {
  flowId: Id
  /** Displayed name of the flow. */
  name: string
  connectorName?: string | null
  /** Data about the flow from a list. Without it the switch runs its own queries. */
  listed?: Listed
  /** Difference between the draft and the running revision. */
  pending?: Pending['is']
  /** Opens the plan to apply the draft. If omitted, the chip does not offer this. */
  onPending?: () => void
  /** Saves unsaved changes before the flow is turned on. If it resolves to false, the flow stays off. */
  onBeforeOn?: () => Promise<boolean>
  /** Number of the open draft; refusals of earlier drafts are ignored. */
  draftNo?: number
  /** Asks for the name of an unnamed flow, then turns it on. */
  onUnnamed?: (turnOn: () => void) => void
  /** Preferred side of the panel, used if there is enough space. */
  side?: 'bottom' | 'left'
  /** Content shown in place of the chip while there is no chip. */
  instead?: ReactNode
  /** Element to render the chip into; null to render it next to the switch. */
  chipIn?: HTMLElement | null
}) => {
  const { role } = usePerson()
  const [view, setView] = useState<PanelView | null>(null)
  const state = useSwitch({ flowId, listed, engaged: view !== null, draftNo, beforeOn: onBeforeOn })
  const { switchState, openCleanup, isBlocked } = state
  const panel = useLazy(lazyPanel, view !== null)
  const whole = useRef<HTMLSpanElement>(null)
  const group = useRef<HTMLSpanElement>(null)
  const track = useRef<HTMLButtonElement>(null)
  const chipRef = useRef<HTMLButtonElement>(null)
  const wordsId = useId()
  const mayAct = role !== 'viewer'

  useEffect(() => {
    setView(before => (isBlocked ? 'blocked' : before === 'blocked' ? null : before))
  }, [isBlocked])

  const click = (): void => {
    if (switchState.is === 'turning-on') setView('asks')
    else if (switchState.is === 'turning-off') setView('log')
    else if (switchState.is === 'off') {
      const turnOn = (): void => {
        setView('log')
        state.turnOn()
      }
      if (onUnnamed === undefined) turnOn()
      else onUnnamed(turnOn)
    } else if (confirmsTurningOff(switchState, state.subscription)) setView('asks')
    else {
      // A list has other flows below; where the flow is drawn, what the service answers shows as it does when it comes on.
      setView(listed === undefined ? 'log' : null)
      state.turnOff()
    }
  }
  const turnsOff = switchState.is === 'on' || switchState.is === 'turning-on'
  useSwitchKey(listed === undefined && mayAct, turnsOff ? 'Turn off' : 'Turn on', click)
  const close = (): void => {
    const { activeElement } = document
    if (whole.current?.contains(activeElement) || chipRef.current === activeElement) track.current?.focus()
    setView(null)
  }

  useCloseOnceOn({
    isOpen: view === 'log',
    is: switchState.is,
    stays: staysOpen(switchState, state.subscription),
    whole,
    close
  })

  const chip = chipOf({
    switchState,
    isBlocked,
    openCleanup,
    replacing: state.replacing,
    pending: onPending === undefined ? 'none' : pending
  })
  const openChip = (): void => {
    if (switchState.is === 'on' && state.replacing === null) onPending?.()
    else if (view !== null) setView(null)
    else setView(isBlocked ? 'blocked' : 'log')
  }

  const chipButton =
    chip === null ? (
      instead
    ) : (
      <SwitchChip
        ref={chipRef}
        chip={chip}
        name={name}
        expanded={view !== null}
        isApart={chipIn !== null}
        onClick={openChip}
      />
    )

  return (
    <span ref={whole} className="inline-flex">
      <span
        ref={group}
        className={cx('inline-flex items-center', listed === undefined ? 'gap-2' : 'gap-4 md:gap-8')}
      >
        {/* Before the switch: a chip that comes must not move it from under the pointer. */}
        {chipIn !== null ? (
          createPortal(chipButton, chipIn)
        ) : (
          // In the rows of a phone, it stands at the end of their last line.
          <span
            className={cx(
              'inline-flex',
              listed !== undefined && 'max-md:absolute max-md:right-0 max-md:bottom-3'
            )}
          >
            {chipButton}
          </span>
        )}
        <SwitchTrack
          isSmall={listed !== undefined}
          ref={track}
          name={name}
          switchState={switchState}
          ahead={state.ahead}
          warns={
            switchState.is === 'off' ? openCleanup > 0 : !isBusy(switchState) && pending === 're-register'
          }
          disabled={!mayAct}
          tip={mayAct ? undefined : 'Viewers cannot turn flows on or off. Ask an admin for the User role.'}
          describedBy={wordsId}
          onClick={click}
        />
        {/* Announced when it changes, and with the switch. */}
        <span id={wordsId} role="status" className="sr-only">
          {state.progress !== null && isBusy(switchState)
            ? `${formatSwitchState(switchState)}. ${formatSwitchProgress(state.progress)}`
            : formatSwitchState(switchState)}
        </span>
      </span>
      {panel !== null && view !== null && (
        <panel.SwitchPopover
          onClose={close}
          anchor={group}
          chip={chipRef}
          side={side}
          label={`Switch of ${name}`}
        >
          <panel.SwitchPanel
            flowId={flowId}
            name={name}
            connectorName={connectorName}
            state={state}
            view={view}
            onView={setView}
            onGone={() => track.current?.focus()}
            onClose={close}
          />
        </panel.SwitchPopover>
      )}
    </span>
  )
}

import { formatMissingFlows } from '@hookwright/engine'
import type { RegistrarRole } from '@hookwright/model'
import { Button, Checkbox, Dialog, Notice, TextArea, TextField } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import { readOptions } from '../../kernel/option-ports.ts'
import { listingTemplate } from '../../list-registrations/template.ts'
import { isOtherService } from '../../template/build-template.ts'
import { helperName } from '../../template/helper-name.ts'
import type { DialogProps } from '../../view/card-view.ts'
import { DiscardQuestion } from '../../view/fields-editor/discard-question.tsx'
import { controlAt } from '../../view/fields-editor/place-control.tsx'
import { useDiscardGuard } from '../../view/use-discard-guard.ts'
import { useWorkbench } from '../../view/workbench.ts'
import { deregistrationTemplate } from '../../webhook-deregistration/template.ts'
import { probeTemplate } from '../../webhook-probe/template.ts'
import { registrationTemplate } from '../../webhook-registration/template.ts'
import { renewalTemplate } from '../../webhook-renewal/template.ts'
import { compareLimits } from '../card.ts'
import { readReceiving } from '../receiving/rule-problems.ts'
import { formatUnusedFlows, timeText } from './format-dialog.ts'
import { anyKind, formatOptional } from './format-registration.ts'
import { placeIdOf } from './input-mapping.tsx'
import { OptionalParts } from './optional-parts.tsx'
import { draftOf, type HelperMapping } from './read-registration.ts'
import { chooseHelper, editsOf, isProven, settingsOf } from './registration-draft.ts'
import { RegistrationPart } from './registration-part.tsx'
import { TriedOptionFields, useTriedOptions } from './tried-options.tsx'
import { useFlowCreation } from './use-flow-creation.ts'

const { least, most } = compareLimits

/**
 * Field for the interval between two comparisons with the service, in minutes. Each valid number is applied
 * while typing.
 */
const CompareMinutes = ({ value, onValue }: { value: number; onValue: (value: number) => void }) => {
  const [typed, setTyped] = useState(String(value))
  const isFit = (text: string): boolean =>
    /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most
  return (
    <TextField
      label="Minutes between comparisons"
      description="How often Hookwright looks for missing subscriptions and registers them again."
      inputMode="numeric"
      value={typed}
      error={
        isFit(typed)
          ? undefined
          : `Enter a whole number from ${least} to ${most}. Until then ${value} is used.`
      }
      onValueChange={text => {
        setTyped(text)
        if (isFit(text)) onValue(Number(text))
      }}
    />
  )
}

const requiredRoles = ['registration', 'deregistration'] as const
const optionalRoles = ['renewal', 'listing'] as const

const templates = {
  registration: { verb: 'Register', draw: registrationTemplate },
  deregistration: { verb: 'Deregister', draw: deregistrationTemplate },
  renewal: { verb: 'Renew', draw: renewalTemplate },
  listing: { verb: 'List', draw: listingTemplate },
  probe: { verb: 'Probe', draw: probeTemplate }
} as const

/** Dialog that chooses an event's helper flows for subscriptions and maps their inputs. */
export const RegistrationDialog = ({ card, at }: DialogProps) => {
  const bench = useWorkbench()
  const { DryRun } = bench
  const eventName = bench.useFlowName()
  const flows = bench.useFlows(anyKind)
  const [draft, setDraft] = useState(() => draftOf(card))
  const [proves, setProves] = useState(() => isProven(card))
  const [settings, setSettings] = useState(() => settingsOf(card))
  const { busy, made, make } = useFlowCreation()
  // Opened where something of it is set up already, or is to be fixed.
  const [isOptionalOpen] = useState(
    () =>
      formatOptional(draft, proves, settings) !== null ||
      (at !== undefined && /^(renewal|listing|probe)/.test(at))
  )
  const options = useMemo(() => readOptions(card), [card])
  const tried = useTriedOptions(options)
  const missing = formatMissingFlows(
    {
      registration: draft.registration.flowId !== null,
      deregistration: draft.deregistration.flowId !== null
    },
    bench.connectorName
  )

  const change = (role: RegistrarRole, next: (mapping: HelperMapping) => HelperMapping): void =>
    setDraft(before => ({ ...before, [role]: next(before[role]) }))

  const create = async (role: RegistrarRole): Promise<void> => {
    const { verb, draw } = templates[role]
    const helper = await make(role, () => ({
      name: helperName(verb, eventName),
      doc: draw({ options, baseUrl: bench.baseUrl, newId: bench.newId })
    }))
    if (helper === null) return
    change(role, mapping =>
      chooseHelper({
        mapping,
        before: flows.find(flow => flow.id === mapping.flowId),
        helper,
        options,
        cardId: card.id
      })
    )
  }

  const partOf = (role: RegistrarRole) => (
    <RegistrationPart
      key={role}
      role={role}
      mapping={draft[role]}
      cardId={card.id}
      options={options}
      flows={flows}
      making={busy.has(role)}
      made={made[role] ?? null}
      isOtherService={isOtherService(bench.baseUrl)}
      onMapping={mapping => change(role, () => mapping)}
      onCreate={() => create(role)}
    />
  )

  const isMaking = busy.size > 0
  const edits = editsOf(card, draft, proves, settings)
  const leaving = useDiscardGuard(edits.length > 0)
  const apply = (): void => {
    if (isMaking) return
    if (edits.length > 0) bench.change('set up registration', { kind: 'all', edits })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && leaving.leave()}
      title="Webhook registration"
      size="w-280 h-180 max-md:h-full max-md:rounded-none"
      bare
      {...(at !== undefined && { initialFocus: controlAt(placeIdOf(at)) })}
      onApply={apply}
      foot={
        <>
          <p
            id="why-no-registration"
            aria-live="polite"
            className="m-0 mr-auto max-w-120 text-small text-ink-3"
          >
            {isMaking ? 'Creating the new flow. You can apply your changes when it is ready.' : timeText}
          </p>
          <Button onClick={bench.closeDialog}>Cancel</Button>
          <Button
            look="primary"
            disabled={isMaking}
            aria-describedby={isMaking ? 'why-no-registration' : undefined}
            onClick={apply}
          >
            Apply
          </Button>
        </>
      }
    >
      <div className="md:grid md:h-full md:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-5 px-6 pt-1 pb-5 md:overflow-y-auto">
          {requiredRoles.map(partOf)}
          {missing !== null && (
            <Notice tone="warn">
              {missing.consequence} {missing.instead}
            </Notice>
          )}
          {draft.registration.flowId === null && (
            <TextArea
              label="Steps for users"
              description="Shown when a user turns the flow on. Describe where to enter the Event URL at the service, one step per line."
              maxLength={2_000}
              value={settings.byHandNote}
              onValueChange={byHandNote => setSettings(before => ({ ...before, byHandNote }))}
            />
          )}
          <OptionalParts set={formatOptional(draft, proves, settings)} isOpen={isOptionalOpen}>
            {optionalRoles.map(partOf)}
            {draft.listing.flowId !== null && (
              <CompareMinutes
                value={settings.compareMinutes}
                onValue={compareMinutes => setSettings(before => ({ ...before, compareMinutes }))}
              />
            )}
            <Checkbox
              label="Verify with a test event"
              description="A user’s flow turns on only after the service has sent a request to its Event URL: a ping, a handshake, or the event that the probe flow asks for. Otherwise the flow stays off and is deregistered."
              checked={proves}
              onCheckedChange={setProves}
            />
            {proves && partOf('probe')}
            <Checkbox
              label="One Event URL per connection"
              description="The service has one URL for all events of an app or account, so a second registration replaces the first. Only one flow per connection can be on."
              checked={settings.oneUrlPerConnection}
              onCheckedChange={oneUrlPerConnection =>
                setSettings(before => ({ ...before, oneUrlPerConnection }))
              }
            />
          </OptionalParts>
        </div>
        <div className="min-w-0 border-line bg-canvas px-6 pt-4 pb-5 max-md:border-t md:overflow-y-auto md:border-l">
          <DryRun
            card={card.id}
            edits={edits}
            isReady={draft.registration.flowId !== null}
            options={connection => (
              <TriedOptionFields options={options} tried={tried} connection={connection} />
            )}
            values={tried.byPort}
            missing={tried.missing}
            receiving={readReceiving(card)}
          />
        </div>
      </div>
      <DiscardQuestion
        what="the registration"
        open={leaving.asks}
        also={formatUnusedFlows(Object.values(made).map(({ helper }) => helper.name))}
        onStay={leaving.stay}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}

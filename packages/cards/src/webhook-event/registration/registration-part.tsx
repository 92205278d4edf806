import { optionPortId } from '@hookwright/engine'
import { type Field, type FlowSignature, pill, type RegistrarRole, shownFlowName } from '@hookwright/model'
import { Button, IconButton, Notice } from '@hookwright/ui'
import { Check, CircleAlert, Plus, Trash2 } from 'lucide-react'
import { useId, useRef } from 'react'
import { ChooseFlow } from '../../view/choose-flow.tsx'
import { FlowLink } from '../../view/flow-link.tsx'
import { REGISTRATION_DATA, roleTexts } from './format-dialog.ts'
import { FixedInputLine, InputLine, placeIdOf, StaleLine } from './input-mapping.tsx'
import { type HelperMapping, slotOf } from './read-registration.ts'
import { chooseHelper, emptyMapping, mapInput, staleInputs } from './registration-draft.ts'
import type { CreatedFlow } from './use-flow-creation.ts'

/** Line that states whether the chosen helper flow returns Registration Data. */
const Returned = ({ helper }: { helper: FlowSignature }) => {
  const returns = helper.outputs.some(group => group.fields.some(({ id }) => id === REGISTRATION_DATA))
  const Icon = returns ? Check : CircleAlert
  return (
    <p className="m-0 flex items-center gap-2 text-body text-ink-2">
      <Icon aria-hidden className={returns ? 'size-4 text-ok' : 'size-4 text-warn'} strokeWidth={1.75} />
      {returns
        ? 'Returns Registration Data'
        : 'This flow has no Return card, so it returns no Registration Data. Add one.'}
    </p>
  )
}

/** Returns the reason why the chosen flow cannot be used for its role; null if it can. */
const errorOf = (role: RegistrarRole, helper: FlowSignature | undefined): string | null => {
  if (helper === undefined)
    return 'The chosen flow was deleted or no longer has an event. Choose another one.'
  if (helper.kind === role) return null
  return `“${shownFlowName(helper.name)}” no longer starts with ${roleTexts[role].kind}. Choose another flow.`
}

/** Section of the dialog for one helper flow: its picker and the mapping of its inputs. */
export const RegistrationPart = ({
  role,
  mapping,
  cardId,
  options,
  flows,
  making,
  made,
  isOtherService,
  onMapping,
  onCreate
}: {
  role: RegistrarRole
  mapping: HelperMapping
  cardId: string
  options: Field[]
  /** All flows of the connector that have a start card, of any kind. */
  flows: FlowSignature[]
  /** True while a new flow is being created. */
  making: boolean
  /** Flow created in this dialog; null if there is none. */
  made: CreatedFlow | null
  /**
   * True if the connector's service is not the practice service. A new flow must then be completed by the
   * maker.
   */
  isOtherService: boolean
  onMapping: (mapping: HelperMapping) => void
  onCreate: () => Promise<void>
}) => {
  const id = useId()
  const chooser = useRef<HTMLButtonElement>(null)
  const { title, when, given: fixed, none } = roleTexts[role]
  const helper = flows.find(flow => flow.id === mapping.flowId)
  const isChosen = mapping.flowId !== null
  const error = isChosen ? errorOf(role, helper) : null
  const pills = options.map(option => ({
    label: option.label,
    pill: pill(cardId, optionPortId(option.id))
  }))
  const name = helper === undefined ? 'Deleted flow' : shownFlowName(helper.name)

  // What is made or taken away replaces the button that did it, so the focus goes to what stands there now.
  const create = (): void => void onCreate().then(() => chooser.current?.focus())

  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 border-line not-first:border-t not-first:pt-5"
    >
      <h3 id={id} className="m-0 flex flex-wrap items-baseline gap-x-2 text-label text-ink">
        {title}
        <span className="text-small text-ink-3">{when}</span>
      </h3>
      <div className="flex min-w-0 flex-wrap items-center gap-1">
        <ChooseFlow
          ref={chooser}
          id={placeIdOf(role)}
          label={title}
          flows={flows.filter(flow => flow.kind === role)}
          chosen={mapping.flowId === null ? null : { id: mapping.flowId, name, lost: error !== null }}
          none={none}
          onChoose={next =>
            onMapping(chooseHelper({ mapping, before: helper, helper: next, options, cardId }))
          }
          onCreate={create}
          making={making}
        />
        {isChosen ? (
          <>
            {helper !== undefined && <FlowLink flowId={helper.id} name={name} />}
            <IconButton
              label={`Remove ${name}`}
              look="danger"
              icon={<Trash2 aria-hidden />}
              onClick={() => {
                onMapping(emptyMapping)
                chooser.current?.focus()
              }}
            />
          </>
        ) : (
          <Button
            look="quiet"
            busy={making}
            icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />}
            onClick={create}
          >
            Create new flow
          </Button>
        )}
      </div>
      {made !== null && made.helper.id === mapping.flowId && (
        <Notice tone={isOtherService ? 'warn' : 'ok'}>
          “{shownFlowName(made.helper.name)}” was created
          {made.isOpen ? ' and is open in another tab' : '. Open it with the arrow next to its name'}.{' '}
          {isOtherService
            ? 'Enter the path of your service there and rename the keys; the notes on the cards list them.'
            : 'It works with the practice service; adapt it to your service.'}
        </Notice>
      )}
      {error !== null && <Notice tone="err">{error}</Notice>}
      {helper !== undefined && error === null && (
        <>
          <ul aria-label={`Inputs of ${name}`} className="m-0 flex list-none flex-col gap-2 p-0">
            {helper.inputs.map(input => (
              <InputLine
                key={input.id}
                place={placeIdOf(slotOf(role, input.id))}
                input={input}
                binding={(Object.hasOwn(mapping.inputs, input.id) ? mapping.inputs[input.id] : null) ?? null}
                options={pills}
                onBinding={binding => onMapping(mapInput(mapping, input.id, binding))}
              />
            ))}
            {fixed.map(each => (
              <FixedInputLine key={each.label} {...each} />
            ))}
            {staleInputs(mapping, helper).map(input => {
              const binding = mapping.inputs[input]
              return binding === undefined ? null : (
                <StaleLine
                  key={input}
                  place={placeIdOf(slotOf(role, input))}
                  binding={binding}
                  onRemove={() => {
                    onMapping(mapInput(mapping, input, null))
                    chooser.current?.focus()
                  }}
                />
              )
            })}
          </ul>
          {role === 'registration' && <Returned helper={helper} />}
        </>
      )}
    </section>
  )
}

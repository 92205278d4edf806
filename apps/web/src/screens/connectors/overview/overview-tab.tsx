import { type Id, shownFlowName } from '@hookwright/model'
import { Button, late, Notice, useLate } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Save } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { LeaveGuard } from '../../../kit/page/leave-guard.tsx'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { useUnowned } from '../../registrations/use-unowned.ts'
import { ConnectionPreview } from '../authentication/connection-preview.tsx'
import { MethodsSection } from '../authentication/methods-section.tsx'
import { useDrifting } from '../drift/use-drifting.ts'
import { useConnector } from '../use-connector.ts'
import { BrandPreview } from './brand-preview.tsx'
import { ReadinessList } from './readiness-list.tsx'
import { Section } from './section.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useOverview } from './use-overview.ts'

const lateRows = late(() => import('../../registrations/unowned-registrations.tsx'))

/** Registrations at the connector's service without an owner here; renders nothing without any. */
const LeftAtService = ({ connectorId }: { connectorId: Id }) => {
  const orphans = useUnowned(connectorId)
  const rows = useLate(lateRows, orphans.length > 0)
  if (rows === null || orphans.length === 0) return null
  return (
    <Section
      title="Left at the service"
      lead="These registrations send events to this installation, but belong to no flow here. Remove them, or give a reason to keep them."
    >
      <rows.UnownedRegistrations orphans={orphans} withConnector={false} />
    </Section>
  )
}

const lateGallery = late(() => import('./gallery-section.tsx'))

/** Section of a connector that follows the gallery, whose code is loaded only for such a connector. */
const Gallery = ({ connectorId }: { connectorId: Id }) => {
  const isMaker = useWhyNotMaker() === null
  const query = useTrpc().gallery.following.queryOptions({ connectorId })
  const { data: followed = null } = useQuery({ ...query, enabled: isMaker })
  const gallery = useLate(lateGallery, followed !== null)
  if (gallery === null || followed === null) return null
  return <gallery.GallerySection connectorId={connectorId} hasUpdate={followed.hasUpdate} />
}

const lateDrift = late(() => import('./drift-section.tsx'))

/** Drift section, whose code is loaded only if there is drift. */
const Drift = ({ connectorId }: { connectorId: Id }) => {
  const drifting = useDrifting(connectorId)
  const drift = useLate(lateDrift, drifting.length > 0)
  if (drift === null || drifting.length === 0) return null
  return <drift.DriftSection connectorId={connectorId} drifting={drifting} />
}

/** Returns the name of the connector's first event, for the card that is shown of it. */
const useEventName = (connectorId: Id): string => {
  const { data: flows } = useQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  const event = flows?.find(({ kind }) => kind === 'webhook-event' || kind === 'polling-monitor')
  return event === undefined ? 'Webhook Event' : shownFlowName(event.name)
}

const Overview = () => {
  const connector = useConnector()
  const whyNot = useWhyNotMaker()
  const { draft, flaws, flawCount, unsaved, saving, change, discard, save } = useOverview(connector)
  const event = useEventName(connector.id)
  const fields = useRef<HTMLFieldSetElement>(null)
  const showInvalid = (): void => {
    const field = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }
  const latest = useLatest({ save, unsaved, flawCount })
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'overview.save',
          label: 'Save',
          group: 'Connector',
          icon: Save,
          keys: ['Mod+S'],
          keysAlso: { fields: true },
          when: () =>
            latest.current.flawCount > 0
              ? 'Some fields are invalid. See the messages below them.'
              : latest.current.unsaved,
          run: () => void latest.current.save()
        }
      ],
      [latest]
    )
  )

  return (
    <>
      <fieldset
        ref={fields}
        disabled={whyNot !== null}
        className="grid w-full max-w-7xl min-w-0 grid-cols-[minmax(0,1fr)_17.5rem] items-start gap-6 border-0 px-8 py-6 max-xl:grid-cols-1 max-md:p-4"
      >
        <legend className="sr-only">Overview of {connector.name}</legend>
        <div className="flex min-w-0 flex-col gap-6">
          {whyNot === null && <ReadinessList connector={connector} />}
          {whyNot === null && <Gallery connectorId={connector.id} />}
          {whyNot === null && <Drift connectorId={connector.id} />}
          {whyNot === null && <LeftAtService connectorId={connector.id} />}
          {whyNot !== null && <Notice tone="info">{whyNot}</Notice>}
          <SettingsSection
            connectorKey={connector.key}
            draft={draft.about}
            flaws={flaws.about}
            onChange={about => change({ about })}
          />
          <MethodsSection
            methods={draft.methods}
            flaws={flaws.methods}
            onChange={methods => change({ methods })}
          />
        </div>
        <aside aria-label="Preview" className="sticky top-32 flex min-w-0 flex-col gap-6 max-xl:static">
          <BrandPreview about={draft.about} event={event} />
          <ConnectionPreview about={draft.about} methods={draft.methods} />
        </aside>
      </fieldset>
      {unsaved && (
        <div className="sticky bottom-0 z-10 mt-auto flex flex-wrap items-center gap-2 border-t border-line bg-raised px-8 py-3 shadow-2 max-md:px-4">
          <p role="status" className="min-w-0 grow text-body text-ink-2 max-md:basis-full">
            {flawCount === 0
              ? 'Unsaved changes'
              : flawCount === 1
                ? '1 field is invalid.'
                : `${flawCount} fields are invalid.`}
          </p>
          {flawCount > 0 && (
            <Button className="max-md:mr-auto" onClick={showInvalid}>
              Show the field
            </Button>
          )}
          <Button className="max-md:ml-auto" onClick={discard}>
            Discard
          </Button>
          <Button look="primary" busy={saving} disabled={flawCount > 0} onClick={() => void save()}>
            Save
          </Button>
        </div>
      )}
      <LeaveGuard unsaved={unsaved}>
        Your changes on this page are not saved. If you leave, they are lost.
      </LeaveGuard>
    </>
  )
}

/** Overview tab of the chosen connector: name, appearance, authentication. Each connector has its own draft state. */
export const OverviewTab = () => <Overview key={useConnector().id} />

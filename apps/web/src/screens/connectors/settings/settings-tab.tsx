import { Button, Notice } from '@hookwright/ui'
import { useRouterState } from '@tanstack/react-router'
import { Save } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { LeaveGuard } from '../../../kit/page/leave-guard.tsx'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { ConnectionPreview } from '../authentication/connection-preview.tsx'
import { MethodsSection } from '../authentication/methods-section.tsx'
import { AUTHENTICATION, CLIENT_ID } from '../overview/section.tsx'
import { useConnector } from '../use-connector.ts'
import { BrandPreview } from './brand-preview.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSettings } from './use-settings.ts'

/** Scrolls to the section or field in the URL's hash and focuses it, once the page is loaded. */
const useNamedPlace = (): void => {
  const hash = useRouterState({ select: ({ location }) => location.hash })
  useEffect(() => {
    if (hash !== AUTHENTICATION && hash !== CLIENT_ID) return
    const empty = document.querySelector<HTMLElement>(`[data-${CLIENT_ID}] input[value=""]`)
    const field = hash === CLIENT_ID ? empty : null
    const place = field ?? document.getElementById(AUTHENTICATION)
    place?.scrollIntoView({ block: field === null ? 'start' : 'center' })
    place?.focus({ preventScroll: true })
  }, [hash])
}

const Settings = () => {
  useNamedPlace()
  const connector = useConnector()
  const whyNot = useWhyNotMaker()
  const { draft, errors, errorCount, unsaved, saving, change, discard, save } = useSettings(connector)
  const fields = useRef<HTMLFieldSetElement>(null)
  const showInvalid = (): void => {
    const field = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }
  const latest = useLatest({ save, unsaved, errorCount })
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'connector.save',
          label: 'Save',
          group: 'Connector',
          icon: Save,
          keys: ['Mod+S'],
          keysAlso: { fields: true },
          when: () =>
            latest.current.errorCount > 0
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
        className="grid w-full max-w-7xl min-w-0 grid-cols-[minmax(0,1fr)_20rem] items-start gap-10 border-0 px-8 py-6 max-xl:grid-cols-1 max-md:p-4"
      >
        <legend className="sr-only">Settings of {connector.name}</legend>
        <div className="flex min-w-0 flex-col gap-6">
          {whyNot !== null && <Notice tone="info">{whyNot}</Notice>}
          <SettingsSection
            connectorKey={connector.key}
            draft={draft.about}
            errors={errors.about}
            onChange={about => change({ about })}
          />
          <MethodsSection
            methods={draft.methods}
            errors={errors.methods}
            onChange={methods => change({ methods })}
          />
        </div>
        <aside aria-label="Preview" className="sticky top-32 flex min-w-0 flex-col gap-6 max-xl:static">
          <BrandPreview connectorId={connector.id} about={draft.about} />
          <ConnectionPreview about={draft.about} methods={draft.methods} />
        </aside>
      </fieldset>
      {unsaved && (
        <div
          data-save-bar
          className="sticky bottom-0 z-10 mt-auto flex flex-wrap items-center gap-2 border-t border-line bg-raised px-8 py-3 shadow-2 max-md:px-4"
        >
          <p role="status" className="min-w-0 grow text-body text-ink-2 max-md:basis-full">
            {errorCount === 0
              ? 'Unsaved changes'
              : errorCount === 1
                ? '1 field is invalid.'
                : `${errorCount} fields are invalid.`}
          </p>
          {errorCount > 0 && (
            <Button className="max-md:mr-auto" onClick={showInvalid}>
              Go to invalid field
            </Button>
          )}
          <Button className="max-md:ml-auto" onClick={discard}>
            Discard
          </Button>
          <Button look="primary" busy={saving} disabled={errorCount > 0} onClick={() => void save()}>
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

/** Settings tab of the chosen connector: name, appearance, authentication. Each connector has its own draft state. */
export const SettingsTab = () => <Settings key={useConnector().id} />

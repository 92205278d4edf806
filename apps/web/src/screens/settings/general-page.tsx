import { MINUTE } from '@hookwright/model'
import { Button, buttonClass, Notice, Switch } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Keyboard } from 'lucide-react'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { useNow } from '../../features/switch/use-now.ts'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useStoredFlag } from '../../kit/page/use-stored-flag.ts'
import { ThemeTiles } from './theme-tiles.tsx'
import { type UrlScope, urlScopeOf } from './url-scope.ts'

const scopeTexts: Record<Exclude<UrlScope, 'public'>, string> = {
  computer: 'Only this computer can reach this address.',
  network: 'Only your network can reach this address.'
}

/** Public URL of the server, with a warning if services cannot reach it. */
const PublicUrl = ({ url }: { url: string }) => {
  const scope = urlScopeOf(url)
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center gap-3 lg:-mt-1.5">
        <code className="font-code text-small break-all max-md:w-full">{url}</code>
        <CopyButton size="card" text={url}>
          Copy
        </CopyButton>
        <Link to="/help/$page" params={{ page: 'operations' }} className={buttonClass({ size: 'card' })}>
          How to change the public URL
        </Link>
      </div>
      {scope !== 'public' && (
        <Notice tone="warn">
          {scopeTexts[scope]}
          <br />
          Services on the internet cannot send events.
        </Notice>
      )}
    </>
  )
}

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()

/**
 * Settings page with the public URL of the installation, and the theme and keyboard settings of this browser.
 */
export const GeneralPage = () => {
  usePageTitle('General settings')
  const { data } = useQuery(useTrpc().installation.get.queryOptions())
  const registry = useRegistry()
  const [singleKeys, setSingleKeys] = useStoredFlag('single-keys', true)
  const [hidden, setHidden] = useStoredFlag('first-steps-hidden', false)
  const now = useNow(MINUTE)
  return (
    <SettingsPage title="General">
      <SettingsPart
        title="Public URL"
        about="Services send events to this URL. After you change it, register the flows again."
      >
        {data !== undefined && <PublicUrl url={data.publicUrl} />}
      </SettingsPart>
      <SettingsPart title="Theme" about="Saved in this browser only.">
        <ThemeTiles />
      </SettingsPart>
      <SettingsPart
        title="Times"
        about="Shown in this browser’s time zone. Each schedule has its own time zone."
      >
        <p className="m-0 flex flex-wrap items-baseline gap-x-3 text-body text-ink">
          <span>{timeZone}</span>
          <span className="tabular text-ink-3">now {minuteTime(now)}</span>
        </p>
      </SettingsPart>
      <SettingsPart title="Keyboard" about="Saved in this browser only.">
        <Switch
          label="Single-key shortcuts"
          description="When off, only shortcuts with Ctrl, Alt or a function key work. Turn this off if you use voice control."
          checked={singleKeys}
          onCheckedChange={setSingleKeys}
        />
        <div>
          <Button
            icon={<Keyboard aria-hidden className="size-4" strokeWidth={1.75} />}
            aria-haspopup="dialog"
            onClick={() => registry.run('sheet.open')}
          >
            Show all shortcuts
          </Button>
        </div>
      </SettingsPart>
      <SettingsPart
        title="First steps"
        about="A short guided tour that appears on Home and in the navigation."
      >
        <Switch label="Show the first steps" checked={!hidden} onCheckedChange={shows => setHidden(!shows)} />
      </SettingsPart>
    </SettingsPage>
  )
}

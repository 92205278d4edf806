import { alertTitles, MINUTE } from '@hookwright/model'
import { buttonClass, cx, Switch } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, Plus } from 'lucide-react'
import { useNow } from '../../features/switch/use-now.ts'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { alertGroups } from './alert-groups.ts'
import { causes, ReasonName } from './alert-reasons.tsx'
import { DestinationHead } from './destination-head.tsx'
import { useAlertRules } from './use-alert-rules.ts'

const cellClass = 'border-b border-line px-2 py-1.5'
const headClass = cx(cellClass, 'w-38 align-bottom max-md:w-20 max-md:px-1')

/** Table of the reasons for alerts and their destinations, with a switch for each reason and destination. */
export const AlertRules = () => {
  const { endpoints, isAdmin, setKind } = useAlertRules()
  const now = useNow(MINUTE)
  // A phone has no room for a column that never changes, beside columns with switches.
  const always = cx(endpoints.length > 0 && 'max-md:hidden')
  return (
    <PagePart
      id="alert-rules"
      title="Alert rules"
      more={
        isAdmin && (
          <span className="flex items-center gap-3">
            {endpoints.length > 0 && (
              <Link to="/settings/alerts" className={moreClass}>
                Alert destinations
              </Link>
            )}
            <Link to="/settings/alerts" search={{ add: true }} className={buttonClass({ size: 'card' })}>
              <Plus aria-hidden className="size-3.5" strokeWidth={1.75} />
              Add destination
            </Link>
          </span>
        )
      }
    >
      <div className="overflow-x-auto">
        {/* A phone scrolls sideways from the third destination on. */}
        <table
          aria-labelledby="alert-rules"
          className="w-full table-fixed border-collapse"
          style={{ minWidth: `${11 + 5 * endpoints.length}rem` }}
        >
          <thead>
            <tr>
              <th scope="col" className={cx(cellClass, 'pl-0 text-left align-bottom text-label text-ink-2')}>
                Reason
              </th>
              <th scope="col" className={cx(headClass, always)}>
                <span className="flex flex-col items-center gap-0.5">
                  <span className="text-label text-ink">In Hookwright</span>
                  <span className="text-small font-normal text-ink-3">Always</span>
                </span>
              </th>
              {endpoints.map(endpoint => (
                <th key={endpoint.id} scope="col" className={headClass}>
                  <DestinationHead endpoint={endpoint} now={now} />
                </th>
              ))}
            </tr>
          </thead>
          {alertGroups.map(({ title, kinds }) => (
            <tbody key={title}>
              <tr className="border-b border-line">
                <th
                  scope="rowgroup"
                  className="pt-3 pb-1 text-left text-small font-semibold whitespace-nowrap text-ink-3"
                >
                  {title}
                </th>
              </tr>
              {kinds.map(kind => (
                <tr key={kind}>
                  <th scope="row" className={cx(cellClass, 'pl-0 text-left font-normal')}>
                    <span className="flex flex-col xl:grid xl:grid-cols-[13rem_minmax(0,1fr)] xl:items-baseline xl:gap-x-4">
                      <ReasonName kind={kind} />
                      <span className="text-small text-pretty text-ink-3">{causes[kind]}</span>
                    </span>
                  </th>
                  <td className={cx(cellClass, always)}>
                    <Check aria-hidden className="mx-auto size-4 text-ink-3" strokeWidth={1.75} />
                    <span className="sr-only">Always shown</span>
                  </td>
                  {endpoints.map(({ id, url, kinds: chosen }) => {
                    const isOn = chosen === null || chosen.includes(kind)
                    const isLast = isOn && chosen?.length === 1
                    return (
                      <td
                        key={id}
                        className={cellClass}
                        title={isLast ? 'A destination needs at least one kind of alert.' : undefined}
                      >
                        <Switch
                          label={`Send “${alertTitles[kind]}” to ${url}`}
                          hideLabel
                          checked={isOn}
                          disabled={isLast}
                          onCheckedChange={on => setKind(id, kind, on)}
                          className="items-center"
                        />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </PagePart>
  )
}

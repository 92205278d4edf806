import { MINUTE } from '@hookwright/model'
import { EmptyState } from '@hookwright/ui'
import { useNow } from '../../../features/switch/use-now.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { Section } from '../overview/section.tsx'
import { useVersionActs, type VersionView } from './use-versions.ts'
import { VersionRow } from './version-row.tsx'

const headClass = 'py-2 pr-3 text-left text-small font-normal text-ink-3'

/** List of all versions of the connector, newest first. */
export const VersionsSection = ({
  versions,
  deployed,
  onDeploy
}: {
  versions: readonly VersionView[]
  deployed: VersionView | undefined
  onDeploy: (version: VersionView) => void
}) => {
  const notifier = useNotifier()
  const { setVisible } = useVersionActs()
  const now = useNow(MINUTE)
  if (versions.length === 0) {
    return (
      <Section title="Versions">
        <EmptyState title="No versions yet">
          A test version is a saved copy of the draft that you can open and compare. Users get the version
          when you deploy it.
        </EmptyState>
      </Section>
    )
  }
  return (
    <Section title="Versions">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={headClass}>
              Number
            </th>
            <th scope="col" className={headClass}>
              Status
            </th>
            <th scope="col" className={`${headClass} max-md:hidden`}>
              Visibility
            </th>
            <th scope="col" className={`${headClass} max-lg:hidden`}>
              Note
            </th>
            <th scope="col" className={`${headClass} max-md:hidden`}>
              Created
            </th>
            <th scope="col" className={`${headClass} max-md:hidden`}>
              By
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map(version => (
            <VersionRow
              key={version.id}
              version={version}
              deployed={deployed}
              now={now}
              isNext={version === versions[0] && version.status === 'test'}
              onDeploy={() => onDeploy(version)}
              onVisible={visible =>
                notifier.ifFails(
                  setVisible
                    .mutateAsync({ versionId: version.id, visible })
                    .then(() =>
                      notifier.done(
                        visible
                          ? `Version ${version.number} is visible to users while it is deployed.`
                          : `Version ${version.number} is hidden. Flows that use it keep running.`
                      )
                    )
                )
              }
            />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

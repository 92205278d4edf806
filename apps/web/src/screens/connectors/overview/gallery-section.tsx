import type { Id } from '@hookwright/model'
import { Badge, buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Section } from './section.tsx'

/**
 * Section of a connector that was installed from the gallery. It shows whether the gallery has an update,
 * with a link to the comparison.
 */
export const GallerySection = ({ connectorId, hasUpdate }: { connectorId: Id; hasUpdate: boolean }) => (
  <Section
    title="Gallery"
    lead="This connector receives updates from the gallery. You can review an update before you apply it, and your own changes are kept."
  >
    <div className="flex flex-wrap items-center gap-3">
      {hasUpdate ? <Badge tone="info">Update available</Badge> : <Badge tone="ok">Up to date</Badge>}
      <Link to="/connectors/$connectorId/gallery" params={{ connectorId }} className={buttonClass()}>
        {hasUpdate ? 'Compare and update' : 'Compare with the gallery'}
      </Link>
    </div>
  </Section>
)

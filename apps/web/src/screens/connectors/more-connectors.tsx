import { Link } from '@tanstack/react-router'
import { PagePart } from '../../kit/page/page-part.tsx'
import { Tile, TileIcon, TileList, tileActClass } from '../../kit/page/tiles.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ReadyConnectors } from './ready-connectors.tsx'
import { ownStarts } from './starts/own-starts.ts'

/** Starts of a connector for a service of one's own, each a link that opens it. */
const StartAnother = () => (
  <PagePart id="start-another" title="Start another connector">
    <TileList>
      {ownStarts.map(({ id, icon: Icon, title, hint }) => (
        <Tile
          key={id}
          mark={
            <TileIcon>
              <Icon strokeWidth={1.75} />
            </TileIcon>
          }
          about={hint}
        >
          <Link to="/connectors/new" search={id === 'scratch' ? {} : { start: id }} className={tileActClass}>
            {title}
          </Link>
        </Tile>
      ))}
    </TileList>
  </PagePart>
)

/** Ways to a further connector, below a short list: one of one's own, or a ready one. Renders nothing for a person who is no maker. */
export const MoreConnectors = () =>
  useWhyNotMaker() === null && (
    <div className="flex flex-col gap-8">
      <StartAnother />
      <ReadyConnectors />
    </div>
  )

import type SQLite from 'better-sqlite3'
import { type FaultPlace, type Faults, noFaults } from '../faults.ts'

/** Stored settings of the service: its API key, the port of Acme Chat and the enabled faults. */
export interface SettingRows {
  /** Returns the stored API key. Stores `minted` as the key on the first call. */
  apiKey: (minted: string) => string
  /**
   * Returns the last port of Acme Chat; 0 on the first start. Reusing the port keeps connectors working after
   * a restart.
   */
  chatPort: () => number
  keepChatPort: (port: number) => void
  /** Returns the enabled faults. */
  faults: () => Faults
  switchFaults: (faults: Faults) => void
  /** Returns the enabled faults. If they are to occur only once, turns off the fault of this operation. */
  takeFaults: (place: FaultPlace) => Faults
}

/** Stores the settings in the table `settings`. */
export function keepSettings(sqlite: SQLite.Database): SettingRows {
  const read = sqlite.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?')
  const write = sqlite.prepare<[string, string]>(
    'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)'
  )
  const writeFirst = sqlite.prepare<[string, string]>(
    'INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)'
  )

  const faults = (): Faults => {
    const row = read.get('faults')
    return row ? JSON.parse(row.value) : noFaults
  }
  const switchFaults = (wanted: Faults) => void write.run('faults', JSON.stringify(wanted))

  return {
    apiKey: minted => {
      writeFirst.run('apiKey', minted)
      return read.get('apiKey')?.value ?? minted
    },
    chatPort: () => Number(read.get('chatPort')?.value ?? 0),
    keepChatPort: port => void write.run('chatPort', String(port)),
    faults,
    switchFaults,
    takeFaults: sqlite.transaction((place: FaultPlace) => {
      const taken = faults()
      if (taken.once && taken[place] !== null) {
        const left = { ...taken, [place]: null }
        switchFaults({ ...left, once: left.create !== null || left.remove !== null })
      }
      return taken
    })
  }
}

import { RecordMatchesPage } from './record-matches.tsx';
import './introductions.css';

export default function DemandMatchesPage() {
  return <RecordMatchesPage kind="demand" />;
}

import { asksWhoComes } from './asks-who-comes.ts';
import { IN_PLAIN_TEXT, comeToStore } from './store-doors.ts';

asksWhoComes('object store', comeToStore, { who: 'somebody at the object store', threat: 'store-in-plain-text', acts: IN_PLAIN_TEXT });

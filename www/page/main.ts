/** Owns the start of the page: styles, the terminal's face, then everything else. */
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './style/tokens.css';
import './style/page.css';
import './style/terminal.css';
import './style/cards.css';
import './style/welcome.css';
import './style/overlays.css';
import { App } from './app.ts';
import { terminalFontReady } from './terminal/theme.ts';

// xterm measures the face once, when it is opened.
await terminalFontReady();
new App();

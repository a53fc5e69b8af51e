/** Capitalised words that begin a sentence, follow a greeting or stand where a name could, and are none; lower case. */
export const NO_NAMES: ReadonlySet<string> = new Set(
  `
    all team everyone everybody there sir madam sirs customer customers friend friends folks guys ladies gentlemen colleague
    colleagues support hiring manager subscriber member members user users reader readers valued my ty the a an this that these those
    our your his her their its it i i'm we you he she they it's what what's how who whom whose when where why which can could may
    might must shall should would please thank thanks not no yes ok okay sorry monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december god lord santa diary english german
    french spanish italian dutch polish russian chinese japanese american british european asian african new north south east west
    google microsoft amazon apple facebook meta damen herren zusammen alle tout tous todos tutti of to from for in on at by if is are
    was were be been and but or so as let do does did has have had will just only here now then also very chatgpt claude siri alexa
    dan admin administrator none null unknown anonymous marketing sales product company order subject date email e-mail phone address
    number street united states kingdom university institute school college hospital bank street road avenue king queen president
    minister university city country later earlier yesterday today tomorrow finally however meanwhile recently yet still suddenly
    perhaps maybe soon often always never with without after before during since until while unlike like because although though over
    under about into out up down off again once more most other some such any each every both few many much own same than too per via
    hello hi hey dear good morning afternoon evening write create make give tell show explain describe list find get use add remove
    call contact meet see read follow send ask answer note summary title description name label page chapter section figure table
    version der die das ein eine und oder aber ich du er sie es wir ihr ist sind le la les un une des et ou mais je tu il elle nous
    vous el los las una y o pero yo usted il lo gli uno e ma io lei de het een en van
  `
    .trim()
    .split(/\s+/),
);
